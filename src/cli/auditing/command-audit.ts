import { systemClock } from '../../app/clock.js';
import { uuidGenerator } from '../../app/ids.js';
import { openStore } from '../../app/open-store.js';
import { localPrincipal } from '../../auth/local.js';
import type { MultiTenantBackend } from '../../contracts/tenancy.js';
import type { AccessScope } from '../../domain/access-scope.js';
import type { AuditEvent } from '../../domain/audit.js';
import type { Principal } from '../../domain/principal.js';
import { asMemoryGraphError, type MemoryGraphError } from '../../errors/memory-graph-error.js';
import { beginAudit } from '../../policy/call-audit.js';
import type { CommandContext } from '../command.js';
import { multiTenant } from '../multi-tenant.js';
import { writeNote } from '../terminal/output.js';

/** Through what a command looked at the store, and as whom. */
export interface Look {
  readonly scope: AccessScope;
  readonly principal: Principal;
}

/** One run of a command on a store with tenants. */
export interface AuditedCommand {
  readonly name: string;
  /** What stands behind the name without a flag: ids are taken from it. */
  readonly arguments: readonly string[];
  readonly started_at: string;
  readonly error: MemoryGraphError | null;
}

/**
 * Notes what a person did on the host: in the chain of each tenant that the command looked at, else in the server's
 * own. Whoever owns the files can do without; it is for those who work by the rules. Where it cannot be noted, that
 * is said and nothing else: the command is done.
 */
export async function auditCommand(
  { config, logger, version }: Pick<CommandContext, 'config' | 'logger' | 'version'>,
  looks: readonly Look[],
  command: AuditedCommand,
): Promise<void> {
  const eventAs = (principal: Principal) => eventOf(command, { principal, version });
  try {
    // Many commands open the store for reading alone; this is the one thing they write.
    const backend = multiTenant(await openStore(config.settings, { create: false, logger }));
    try {
      await append(backend, looks, eventAs, localPrincipal(config.settings.user_id));
    } finally {
      await backend.close();
    }
  } catch (thrown) {
    const { message, operatorMessage } = asMemoryGraphError(thrown);
    writeNote(`memorygraph: the audit log could not take this command: ${operatorMessage || message}`);
  }
}

async function append(
  backend: MultiTenantBackend,
  looks: readonly Look[],
  eventAs: (principal: Principal) => AuditEvent,
  owner: Principal,
): Promise<void> {
  let noted = false;
  for (const [tenant_id, { scope, principal }] of new Map(
    looks.map((look) => [look.scope.tenant_id, look]),
  )) {
    if ((await backend.tenants.find(tenant_id)) === null) continue;
    await backend.audit(scope).append([eventAs(principal)]);
    noted = true;
  }
  if (!noted) await backend.serverAudit.append([eventAs(owner)]);
}

function eventOf(
  command: AuditedCommand,
  { principal, version }: { readonly principal: Principal; readonly version: string },
): AuditEvent {
  const call = beginAudit({
    call_id: uuidGenerator.next(),
    at: command.started_at,
    principal,
    client: `memorygraph ${version}`,
    operation: `command ${command.name}`,
    args: { ids: command.arguments },
  });
  const duration_ms = Date.parse(systemClock.now()) - Date.parse(command.started_at);
  const event = call.finish({ code: command.error?.code ?? null, duration_ms });
  if (event === null) throw new Error('an audit that nothing was written of has an event');
  return event;
}
