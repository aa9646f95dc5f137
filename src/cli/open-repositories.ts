import { systemClock } from '../app/clock.js';
import { workingProject } from '../app/current-project.js';
import { uuidGenerator } from '../app/ids.js';
import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';
import type { RepositoryContext } from '../repository/context.js';
import { createRepositories } from '../repository/create-repositories.js';
import type { Repositories } from '../repository/repositories.js';
import type { UseRecorder } from '../repository/use-recorder.js';
import type { CommandContext } from './command.js';

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
 * looks at does not count as a use of a memory. Throws what opening the store throws.
 * @param use `as: 'operator'` also shows tombstones; default is what the person may see.
 */
export async function openRepositories(
  command: CommandContext,
  use: Parameters<CommandContext['open']>[0] & { readonly as?: 'principal' | 'operator' },
): Promise<OpenedRepositories> {
  const { as = 'principal', ...opening } = use;
  const backend = await command.open(opening);
  const scope = as === 'operator' ? command.operatorScope() : await command.principalScope(backend);
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
