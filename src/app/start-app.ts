import { TOOL_ALIASES } from '../../tools/aliases.js';
import { TOOLS } from '../../tools/catalog.js';
import { localPrincipal } from '../auth/local.js';
import type { Config } from '../config/config.js';
import type { Call, CallRecord } from '../mcp/call.js';
import { createMcpServerFactory } from '../mcp/server.js';
import type { ToolServices } from '../mcp/tool.js';
import type { Logger } from '../observability/logger.js';
import { scopeFor } from '../policy/access-scope.js';
import type { RepositoryContext } from '../repository/context.js';
import { createRepositories } from '../repository/create-repositories.js';
import { createUseRecorder } from '../repository/use-recorder.js';
import { type AdminParts, adminServices } from './admin/admin-services.js';
import { systemClock } from './clock.js';
import { workingProject } from './current-project.js';
import { uuidGenerator } from './ids.js';
import { openStore } from './open-store.js';

/** A running program without its transport. */
export interface App {
  /** Makes the MCP server of a connection or a request. */
  readonly factory: ReturnType<typeof createMcpServerFactory>;
  /** Writes what is pending and closes the store; calls still under way must be over. */
  close(): Promise<void>;
}

/** Opens the configured store and puts the program together around it. Throws what opening the store throws. */
export async function startApp(
  config: Config,
  parts: { readonly logger: Logger; readonly version: string },
): Promise<App> {
  const { logger, version } = parts;
  const backend = await openStore(config.settings, { create: true, logger });
  const useRecorder = createUseRecorder(backend, (cause) =>
    logger.warn('Looks at memories could not be written; they are kept for later.', { cause }),
  );
  const { allow_cycles: allowCycles, secrets } = config.settings;
  const { current, problems } = workingProject(config);
  for (const problem of problems) logger.warn(problem);
  const started_at = systemClock.now();
  const principal = localPrincipal(config.settings.user_id);
  const factory = createMcpServerFactory({
    version,
    tools: TOOLS,
    aliases: TOOL_ALIASES,
    profile: config.settings.tool_profile,
    principalOf: () => principal,
    services: (call) =>
      services(
        call,
        { backend, useRecorder, allowCycles, secrets, current },
        { config, backend, version, current: current?.project_id ?? null, started_at },
      ),
    onCall: (record) => logCall(logger, record),
    onError: (error) => logger.warn('A message of the client could not be served.', { error }),
  });
  return {
    factory,
    async close() {
      await useRecorder.flush();
      await backend.close();
    },
  };
}

function services(
  call: Call,
  parts: Pick<RepositoryContext, 'backend' | 'useRecorder' | 'allowCycles' | 'secrets' | 'current'>,
  admin: AdminParts,
): ToolServices {
  const scope = scopeFor(call.principal);
  const { signal, progress } = call;
  return {
    repositories: createRepositories({
      ...parts,
      scope,
      clock: systemClock,
      ids: uuidGenerator,
      source: { kind: 'assistant', ...(call.client === undefined ? {} : { client: call.client }) },
    }),
    now: systemClock.now,
    signal,
    progress,
    admin: adminServices(admin, { scope, signal, progress }),
  };
}

/** Failures of the server itself are warnings; what a caller got wrong is only of interest when looking for it. */
function logCall(logger: Logger, record: CallRecord): void {
  const { operation, outcome, code, duration_ms, error } = record;
  const facts = { operation, outcome, code, duration_ms, operator_message: error?.operatorMessage };
  if (code === 'internal') logger.error('A call failed.', { ...facts, cause: error?.cause });
  else if (code?.startsWith('storage_') || code === 'busy')
    logger.warn('A call failed.', { ...facts, cause: error?.cause });
  else logger.debug('call', facts);
}
