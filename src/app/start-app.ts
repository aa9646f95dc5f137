import { TOOL_ALIASES } from '../../tools/aliases.js';
import { TOOLS } from '../../tools/catalog.js';
import type { Config } from '../config/config.js';
import type { Backend } from '../contracts/backend.js';
import type { AuditSink, Call, CallRecord } from '../mcp/call.js';
import { createMcpServerFactory } from '../mcp/server.js';
import type { ToolServices } from '../mcp/tool.js';
import type { Logger } from '../observability/logger.js';
import { permits } from '../policy/permissions.js';
import type { RepositoryContext } from '../repository/context.js';
import { createRepositories } from '../repository/create-repositories.js';
import { createUseRecorder } from '../repository/use-recorder.js';
import type { OperatorScopes } from '../transfer/tenancy/operator-scopes.js';
import { type AdminParts, adminServices } from './admin/admin-services.js';
import { callersOf } from './callers.js';
import type { Callers } from './callers-contract.js';
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
  parts: {
    readonly logger: Logger;
    readonly version: string;
    /** From the command line, for the tools of the owner of a server without tenants. */
    readonly operatorScopes?: OperatorScopes;
  },
): Promise<App> {
  const { logger, version, operatorScopes } = parts;
  const { settings } = config;
  const backend = await openStore(settings, { create: true, logger });
  const useRecorder = createUseRecorder(backend, (cause) =>
    logger.warn('Looks at memories could not be written; they are kept for later.', { cause }),
  );
  const { allow_cycles: allowCycles, secrets } = settings;
  const { current, problems } = workingProject(config);
  for (const problem of problems) logger.warn(problem);
  const started_at = systemClock.now();
  const project = current?.project_id ?? null;
  const callers = await callersOf(config, backend, project);
  const audit = await auditOf(config, backend);
  const migrating =
    operatorScopes === undefined ? undefined : { scopes: operatorScopes, logger, flush: useRecorder.flush };
  const factory = createMcpServerFactory({
    version,
    tools: TOOLS,
    aliases: TOOL_ALIASES,
    profile: settings.tool_profile,
    identityOf: () => callers.identity,
    ...(callers.admit === undefined ? {} : { admit: callers.admit }),
    ...(settings.multi_tenant_mode
      ? { lists: (principal, tool) => permits(principal, tool.permission) }
      : {}),
    ...(audit === undefined ? {} : { audit }),
    services: (call) =>
      services(
        call,
        callers,
        { backend, useRecorder, allowCycles, secrets, current },
        { config, backend, version, current: project, started_at, migrating },
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

/** Calls are audited where there are tenants, unless that is switched off. */
async function auditOf({ settings }: Config, backend: Backend): Promise<AuditSink | undefined> {
  if (!settings.multi_tenant_mode || settings.enable_audit_log === false) return undefined;
  const { auditSink } = await import('./tenancy/audit-sink.js');
  return auditSink(backend);
}

async function services(
  call: Call,
  callers: Callers,
  parts: Pick<RepositoryContext, 'backend' | 'useRecorder' | 'allowCycles' | 'secrets' | 'current'>,
  admin: AdminParts,
): Promise<ToolServices> {
  const { principal, signal, progress, audit } = call;
  const scope = await callers.scopeOf(principal);
  return {
    repositories: createRepositories({
      ...parts,
      scope,
      clock: systemClock,
      ids: uuidGenerator,
      source: { kind: 'assistant', ...(call.client === undefined ? {} : { client: call.client }) },
      audit,
    }),
    principal,
    now: systemClock.now,
    signal,
    progress,
    admin: adminServices(admin, { scope, signal, progress, audit }),
  };
}

/** Failures of the server itself are warnings; what a caller got wrong is only of interest when looking for it. */
function logCall(logger: Logger, record: CallRecord): void {
  const { operation, outcome, code, duration_ms, error } = record;
  const facts = { operation, outcome, code, duration_ms, operator_message: error?.operatorMessage };
  if (code === 'internal') logger.error('A call failed.', { ...facts, cause: error?.cause });
  else if (code?.startsWith('storage_') || code === 'busy')
    logger.warn('A call failed.', { ...facts, cause: error?.cause });
  else if (code === 'unauthenticated' || code === 'tenant_unavailable')
    logger.warn('A call was refused.', facts);
  else logger.debug('call', facts);
}
