import { createOwnerOperations, type OwnerOperations } from '../repository/owner/owner-operations.js';
import type { CommandContext } from './command.js';
import { resolveId } from './looking/memory-ids.js';
import { openRepositories } from './open-repositories.js';

/** The configured store with what its owner can take back. */
export interface OpenedOwner {
  readonly owner: OwnerOperations;
  /** The id that was meant, deleted memories included. Throws `usage`, `not_found`. */
  idOf(given: string): Promise<string>;
  /** The time of this machine, ISO. */
  now(): string;
}

/** Opens the configured store, which must be there, for its owner. Throws what opening it throws. */
export async function openOwner(command: CommandContext): Promise<OpenedOwner> {
  const opened = await openRepositories(command, { create: false, as: 'operator' });
  const { backend, scope, context, repositories, now } = opened;
  const titles = async (ids: readonly string[]) =>
    new Map((await backend.findMemories(scope, ids)).map(({ id, title }) => [id, title]));
  return {
    owner: createOwnerOperations(context),
    idOf: (given) => resolveId(repositories.memories, given, titles),
    now,
  };
}
