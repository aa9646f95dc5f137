import type { AuditLog } from '../../../src/contracts/audit-log.js';
import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { AuditEvent } from '../../../src/domain/audit.js';
import { operatorScope } from '../../../src/policy/access-scope.js';
import { verifyAuditLog } from '../../../src/transfer/audit/verify-log.js';

/** Reads what was noted since it was last asked. */
export interface AuditWatch {
  /** Events of a chain that are new; null = the server's own. */
  readonly news: (chain: string | null) => Promise<AuditEvent[]>;
  /** What is wrong with the chains, at the end: a broken one, or events that `news` was not asked for. */
  readonly faults: () => Promise<string[]>;
}

/** More than any one request may write. */
const PAGE = 10;

export function watchAudit(backend: MultiTenantBackend, chains: readonly string[]): AuditWatch {
  const seen = new Map<string | null, number>();
  const log = (chain: string | null): AuditLog =>
    chain === null ? backend.serverAudit : backend.audit(operatorScope('operator', chain));
  return {
    async news(chain) {
      const found = await log(chain).events({ after: seen.get(chain) ?? 0, limit: PAGE });
      seen.set(chain, found.at(-1)?.sequence ?? seen.get(chain) ?? 0);
      return found.flatMap(({ event }) => event ?? []);
    },
    async faults() {
      const faults: string[] = [];
      for (const chain of [...chains, null]) {
        const name = chain ?? 'the server';
        const { broken, events } = await verifyAuditLog(log(chain), chain, []);
        if (broken !== null)
          faults.push(`the audit chain of ${name} is ${broken.fault} at ${broken.sequence}`);
        if (events !== (seen.get(chain) ?? 0))
          faults.push(`the audit chain of ${name} has events of no call`);
      }
      return faults;
    },
  };
}
