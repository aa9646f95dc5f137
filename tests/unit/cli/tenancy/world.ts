import { join } from 'node:path';
import { systemClock } from '../../../../src/app/clock.js';
import { uuidGenerator } from '../../../../src/app/ids.js';
import { openStore } from '../../../../src/app/open-store.js';
import { localPrincipal } from '../../../../src/auth/local.js';
import type { CommandResult } from '../../../../src/cli/command.js';
import { createCommandContext } from '../../../../src/cli/command-context.js';
import { COMMANDS } from '../../../../src/cli/commands/catalog.js';
import { multiTenant } from '../../../../src/cli/multi-tenant.js';
import { parseLine } from '../../../../src/cli/parse/program.js';
import type { Config, ConfigInput } from '../../../../src/config/config.js';
import { loadConfig } from '../../../../src/config/load.js';
import type { MultiTenantBackend } from '../../../../src/contracts/tenancy.js';
import type { Membership } from '../../../../src/domain/principal.js';
import { asMemoryGraphError, MemoryGraphError } from '../../../../src/errors/memory-graph-error.js';
import { createLogger } from '../../../../src/observability/logger.js';
import { scopeFor } from '../../../../src/policy/access-scope.js';
import { createRepositories } from '../../../../src/repository/create-repositories.js';
import type { Repositories } from '../../../../src/repository/repositories.js';
import { createUseRecorder } from '../../../../src/repository/use-recorder.js';
import { testFolder } from '../../../support/test-folder.js';

const LOGGER = createLogger('error');

/** A store with tenants in a folder of its own, and what people do with it. */
export interface World {
  readonly folder: string;
  /** A file of the folder. */
  path(name: string): string;
  /** Runs one command as `env` says; every question is answered yes. */
  run(env: Env, ...argv: string[]): Promise<CommandResult>;
  /** The error that a command ends with. */
  failure(env: Env, ...argv: string[]): Promise<MemoryGraphError>;
  /** The same where nobody is there to answer a question. */
  failureUnasked(env: Env, ...argv: string[]): Promise<MemoryGraphError>;
  /** What a member of a tenant does, not through a command. */
  as<T>(member: Member, work: (repositories: Repositories) => Promise<T>): Promise<T>;
  withStore<T>(work: (backend: MultiTenantBackend) => Promise<T>): Promise<T>;
}

export type Env = Readonly<Record<string, string>>;

export interface Member extends Partial<Omit<Membership, 'tenant_id'>> {
  readonly tenant_id: string;
  readonly user_id: string;
}

/** @param usual settings of every command, beside those given for one. */
export function tenantWorld(usual: Env = {}): World {
  const folder = testFolder('tenants');
  const base: Env = {
    MEMORY_SQLITE_PATH: join(folder, 'store.db'),
    MEMORY_MULTI_TENANT_MODE: 'true',
    MEMORY_DEFAULT_TENANT: 'acme',
    MEMORY_USER_ID: 'ann',
    MEMORY_PROJECT: 'none',
    MEMORY_LOG_LEVEL: 'error',
    ...usual,
  };

  function config(env: Env, flags: ConfigInput['flags'] = {}): Config {
    return loadConfig({
      environment: { ...base, ...env },
      flags,
      home: folder,
      working_directory: folder,
      temporary: [],
      os_user: () => 'tester',
    });
  }

  async function runLine(env: Env, argv: readonly string[], yes: boolean): Promise<CommandResult> {
    const line = parseLine(argv, COMMANDS, '0.0.0');
    if (line === null) throw new Error('no command');
    const { context, close } = createCommandContext({
      config: config(env, line.flags),
      logger: LOGGER,
      version: '0.0.0',
      commands: COMMANDS,
      signal: new AbortController().signal,
      yes,
    });
    let error: MemoryGraphError | null = null;
    try {
      return await line.command.run(context, line.options);
    } catch (thrown) {
      error = asMemoryGraphError(thrown);
      throw thrown;
    } finally {
      await close({ name: line.command.name, arguments: [], error });
    }
  }

  async function failureOf(env: Env, argv: readonly string[], yes: boolean): Promise<MemoryGraphError> {
    try {
      await runLine(env, argv, yes);
    } catch (thrown) {
      if (thrown instanceof MemoryGraphError) return thrown;
      throw thrown;
    }
    throw new Error(`${argv.join(' ')} was done`);
  }

  async function withStore<T>(work: (backend: MultiTenantBackend) => Promise<T>): Promise<T> {
    const { settings } = config({});
    const backend = multiTenant(await openStore(settings, { create: true, logger: LOGGER }));
    try {
      return await work(backend);
    } finally {
      await backend.close();
    }
  }

  return {
    folder,
    path: (name) => join(folder, name),
    run: (env, ...argv) => runLine(env, argv, true),
    withStore,
    failure: (env, ...argv) => failureOf(env, argv, true),
    failureUnasked: (env, ...argv) => failureOf(env, argv, false),
    as: ({ user_id, tenant_id, ...rest }, work) =>
      withStore(async (backend) => {
        const membership: Membership = {
          tenant_id,
          organization_id: null,
          team_ids: [],
          projects: [],
          roles: ['user'],
          scopes: null,
          ...rest,
        };
        const useRecorder = createUseRecorder(backend);
        const scope = scopeFor(
          localPrincipal(user_id, membership),
          await backend.projectGrants(scopeFor(localPrincipal(user_id, membership))),
        );
        const result = await work(
          createRepositories({
            backend,
            scope,
            clock: systemClock,
            ids: uuidGenerator,
            source: { kind: 'assistant', client: 'test 1' },
            useRecorder,
            allowCycles: false,
          }),
        );
        await useRecorder.flush();
        return result;
      }),
  };
}

/** Stores one memory and gives its id. */
export async function store(
  repositories: Repositories,
  memory: Parameters<Repositories['memories']['store']>[0][number],
): Promise<string> {
  const [outcome] = await repositories.memories.store([memory], {});
  if (outcome === undefined) throw new Error('nothing was stored');
  return outcome.id;
}
