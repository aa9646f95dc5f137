import { adminServices } from '../../../src/app/admin/admin-services.js';
import { systemClock } from '../../../src/app/clock.js';
import { uuidGenerator } from '../../../src/app/ids.js';
import { auditSink } from '../../../src/app/tenancy/audit-sink.js';
import { memberCallers } from '../../../src/app/tenancy/member-callers.js';
import { loadConfig } from '../../../src/config/load.js';
import type { Identity } from '../../../src/contracts/identity.js';
import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import { createMcpServerFactory, type McpServerOptions } from '../../../src/mcp/server.js';
import { permits } from '../../../src/policy/permissions.js';
import { createRepositories } from '../../../src/repository/create-repositories.js';
import { createUseRecorder } from '../../../src/repository/use-recorder.js';
import { TOOL_ALIASES } from '../../../tools/aliases.js';
import { TOOLS } from '../../../tools/catalog.js';

/** A server in this process for many callers, as `startApp` puts it together; only who calls comes from outside. */
export interface ManyCallersServer {
  /** Makes the servers of one caller's connections. */
  readonly factoryFor: (identity: Identity) => ReturnType<typeof createMcpServerFactory>;
  /** The folder that holds a folder of files for each caller. */
  readonly files: string;
  /** Writes what is pending. */
  readonly flush: () => Promise<void>;
}

/**
 * @param folder for files of the admin tools; the store is wherever the backend has it.
 * @param more replaces or adds options, for tests of the tests.
 */
export async function manyCallersServer(
  backend: MultiTenantBackend,
  folder: string,
  more: Partial<McpServerOptions> = {},
): Promise<ManyCallersServer> {
  const config = loadConfig({
    environment: {
      MEMORY_MULTI_TENANT_MODE: 'true',
      MEMORY_TOOL_PROFILE: 'extended,admin',
      MEMORY_FILES_PATH: folder,
      MEMORY_PROJECT: 'none',
    },
    flags: {},
    home: folder,
    working_directory: folder,
    temporary: [],
    os_user: () => 'owner',
  });
  const { settings } = config;
  const callers = await memberCallers(settings, backend, null);
  const useRecorder = createUseRecorder(backend);
  const started_at = systemClock.now();
  const admin = { config, backend, version: '0.0.0-test', current: null, started_at };
  const options: Omit<McpServerOptions, 'identityOf'> = {
    version: '0.0.0-test',
    tools: TOOLS,
    aliases: TOOL_ALIASES,
    profile: settings.tool_profile,
    ...(callers.admit === undefined ? {} : { admit: callers.admit }),
    lists: (principal, tool) => permits(principal, tool.permission),
    audit: auditSink(backend),
    services: async (call) => {
      const { principal, signal, progress, audit, client } = call;
      const scope = await callers.scopeOf(principal);
      return {
        repositories: createRepositories({
          backend,
          useRecorder,
          allowCycles: settings.allow_cycles,
          secrets: settings.secrets,
          scope,
          clock: systemClock,
          ids: uuidGenerator,
          source: { kind: 'assistant', ...(client === undefined ? {} : { client }) },
          audit,
        }),
        principal,
        now: systemClock.now,
        signal,
        progress,
        admin: adminServices(admin, { scope, signal, progress, audit }),
      };
    },
    ...more,
  };
  return {
    factoryFor: (identity) => createMcpServerFactory({ ...options, identityOf: () => identity }),
    files: folder,
    flush: () => useRecorder.flush(),
  };
}
