import { randomUUID } from 'node:crypto';
import { localPrincipal } from '../../src/auth/local.js';
import type { ErrorForm } from '../../src/mcp/error-result.js';
import { ERROR_META_KEY } from '../../src/mcp/error-result.js';
import { invokeTool } from '../../src/mcp/invoker.js';
import type { AnyTool, ToolServices } from '../../src/mcp/tool.js';
import { createRepositories } from '../../src/repository/create-repositories.js';
import { TOOLS } from '../../tools/catalog.js';
import { openWorkshop, type Workshop } from '../support/repositories.js';

type Json = Record<string, unknown>;

/** A call's answer as a client gets it. */
interface Answer {
  readonly text: string;
  /** Empty where the call failed. */
  readonly data: Json;
  readonly error?: ErrorForm;
}

export type CallTool = (name: string, args?: Json) => Promise<Answer>;

function toolNamed(name: string): AnyTool {
  const tool = TOOLS.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return tool;
}

/** Calls tools the way the server does, over the services given. */
function callerOf(services: ToolServices): CallTool {
  return async (name, args = {}) => {
    const call = {
      operation: name,
      identity: { principal: async () => services.principal },
      signal: services.signal,
      progress: services.progress,
    };
    const result = await invokeTool(toolNamed(name), args, call, { services: () => services });
    const [block] = result.content;
    const text = block?.type === 'text' ? block.text : '';
    const error = result._meta?.[ERROR_META_KEY] as ErrorForm | undefined;
    return {
      text,
      data: (result.structuredContent ?? {}) as Json,
      ...(error === undefined ? {} : { error }),
    };
  };
}

/** Tools over real repositories; `progress` holds what was reported. */
export async function openToolWorkshop(
  options: { readonly longIds?: boolean } = {},
): Promise<Workshop & { readonly call: CallTool; readonly progress: readonly number[] }> {
  const workshop = await openWorkshop();
  const progress: number[] = [];
  const call = callerOf({
    repositories: options.longIds
      ? createRepositories({ ...workshop.context, ids: { next: () => randomUUID() } })
      : workshop.repositories,
    principal: localPrincipal('tester'),
    now: workshop.now,
    signal: new AbortController().signal,
    progress: (done) => progress.push(done),
  });
  return { ...workshop, call, progress };
}
