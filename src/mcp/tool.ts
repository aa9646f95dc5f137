import type { z } from 'zod';
import type { Principal } from '../domain/principal.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { Permission } from '../policy/permissions.js';
import type { Repositories } from '../repository/repositories.js';
import type { AdminServices } from './admin-services.js';

/** Groups of tools that a profile shows. */
export type Toolset = 'core' | 'extended' | 'sessions' | 'admin';

/** What a handler works with: repositories under the caller's access scope, and the means of long work. */
export interface ToolServices {
  readonly repositories: Repositories;
  /** Who calls. */
  readonly principal: Principal;
  readonly now: () => string;
  readonly signal: AbortSignal;
  /** Reports progress where the client asked for it; else does nothing. */
  readonly progress: (done: number, total: number, message?: string) => void;
  /** What the admin toolset works with; absent where the caller is no operator of this server. */
  readonly admin?: AdminServices;
}

/** The services of the admin toolset. Throws `forbidden` where the caller has none. */
export function adminOf({ admin }: ToolServices): AdminServices {
  if (admin !== undefined) return admin;
  throw new MemoryGraphError('forbidden', 'Only the operator of this server may use this tool.');
}

/** A handler's answer: data that fits the tool's output schema, and a compact text for a model. */
export interface ToolAnswer<Output> {
  readonly data: Output;
  readonly text: string;
}

/** One tool an assistant can call. The catalog's tests hold every definition to the same rules. */
interface ToolDefinition<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** At most three sentences: what it does, when to use it and when not. */
  readonly description: string;
  readonly toolset: Toolset;
  /** Checked against the principal before the handler runs. */
  readonly permission: Permission;
  readonly annotations: {
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
  };
  /** A strict object: unknown arguments are refused by name. */
  readonly input: Input;
  readonly output: Output;
  readonly handler: (input: z.output<Input>, services: ToolServices) => Promise<ToolAnswer<z.output<Output>>>;
}

/** A definition as the catalog holds it, its own types hidden. */
export type AnyTool = ToolDefinition;

/** A definition as it is written: its schemas are made when they are first needed, not at every start. */
export type ToolSource<Input extends z.ZodObject, Output extends z.ZodObject> = Omit<
  ToolDefinition<Input, Output>,
  'input' | 'output'
> & { readonly input: () => Input; readonly output: () => Output };

/** Keeps a definition's types for its handler and hides them from the catalog. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  source: ToolSource<Input, Output>,
): AnyTool {
  let input: Input | undefined;
  let output: Output | undefined;
  const definition = {
    ...source,
    get input() {
      input ??= source.input();
      return input;
    },
    get output() {
      output ??= source.output();
      return output;
    },
  };
  return definition as unknown as AnyTool;
}
