import { createOwnerOperations, type OwnerOperations } from '../repository/owner/owner-operations.js';
import type { CommandContext, CommandOptions } from './command.js';
import { resolveId } from './looking/memory-ids.js';
import { openOperatorRepositories } from './open-repositories.js';

/** The configured store with what its owner can take back. */
export interface OpenedOwner {
  readonly owner: OwnerOperations;
  /** The id that was meant, deleted memories included. Throws `usage`, `not_found`. */
  idOf(given: string): Promise<string>;
  /** The time of this machine, ISO. */
  now(): string;
  /** What an answer says of the tenant it is about; nothing in a store without tenants. */
  readonly about: { readonly tenant_id?: string };
}

/** Opens the configured store, which must be there, for its owner. Throws what `openForOperator` throws. */
export async function openOwner(command: CommandContext, options: CommandOptions): Promise<OpenedOwner> {
  const opened = await openOperatorRepositories(command, options);
  const { backend, scope, context, repositories, now, tenant_id } = opened;
  const titles = async (ids: readonly string[]) =>
    new Map((await backend.findMemories(scope, ids)).map(({ id, title }) => [id, title]));
  return {
    owner: createOwnerOperations(context),
    idOf: (given) => resolveId(repositories.memories, given, titles),
    now,
    about: tenant_id === null ? {} : { tenant_id },
  };
}
