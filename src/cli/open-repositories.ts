import { systemClock } from '../app/clock.js';
import { workingProject } from '../app/current-project.js';
import { uuidGenerator } from '../app/ids.js';
import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';
import type { Permission } from '../policy/permissions.js';
import type { RepositoryContext } from '../repository/context.js';
import { createRepositories } from '../repository/create-repositories.js';
import type { Repositories } from '../repository/repositories.js';
import type { UseRecorder } from '../repository/use-recorder.js';
import type { CommandContext, CommandOptions } from './command.js';

/** The configured store, opened for a command, with the operations of the domain on it. */
export interface OpenedRepositories {
  readonly repositories: Repositories;
  /** What the operations work with, for parts of `src/repository` that are not bound to `Repositories`. */
  readonly context: RepositoryContext;
  readonly backend: Backend;
  readonly scope: AccessScope;
  /** The time of this machine, ISO. */
  now(): string;
}

/**
 * Opens the configured store for a command of a person; it is closed after the command. What the command line
 * looks at does not count as a use of a memory. Throws what opening the store throws, and `principalScope`.
 * @param use `needs`: what the command does; reading, where nothing is said.
 */
export async function openRepositories(
  command: CommandContext,
  use: Parameters<CommandContext['open']>[0] & { readonly needs?: Permission },
): Promise<OpenedRepositories> {
  const { needs, ...opening } = use;
  const backend = await command.open(opening);
  return repositoriesOn(command, backend, await command.principalScope(backend, needs));
}

/**
 * The same for the operator, of the tenant that `TENANT_OPTION` asks for: all of it, tombstones too.
 * Throws what `openForOperator` throws.
 */
export async function openOperatorRepositories(
  command: CommandContext,
  options: CommandOptions,
): Promise<OpenedRepositories & { readonly tenant_id: string | null }> {
  const { openForOperator } = await import('./operator-tenant.js');
  const { backend, scope, tenant_id } = await openForOperator(command, options);
  return { ...repositoriesOn(command, backend, scope), tenant_id };
}

function repositoriesOn(command: CommandContext, backend: Backend, scope: AccessScope): OpenedRepositories {
  const context: RepositoryContext = {
    backend,
    scope,
    clock: systemClock,
    ids: uuidGenerator,
    source: { kind: 'user', client: `memorygraph ${command.version}` },
    useRecorder: NO_RECORDER,
    allowCycles: command.config.settings.allow_cycles,
    secrets: command.config.settings.secrets,
    current: workingProject(command.config).current,
  };
  return { repositories: createRepositories(context), context, backend, scope, now: systemClock.now };
}

/** Use is what assistants made of a memory; a person who looks around must not move its rank. */
const NO_RECORDER: UseRecorder = {
  add: () => undefined,
  pending: () => 0,
  flush: async () => undefined,
};
