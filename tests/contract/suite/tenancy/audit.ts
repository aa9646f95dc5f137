import { describe, expect, it } from 'vitest';
import type { AuditLog } from '../../../../src/contracts/audit-log.js';
import { CHAIN_START, chained } from '../../../../src/domain/audit-chain.js';
import { auditEvent, chainOf } from '../../../support/audit-events.js';
import type { OpenTenants } from '../../open-backends.js';
import { memory, putMemory, T0 } from '../../records.js';
import { ACME, ANN, attemptAs, BEN, commitAs, inTenants, OTHER_ANN, OWNER, UMBRA } from './cast.js';

const sequences = async (log: AuditLog, query: Partial<Parameters<AuditLog['events']>[0]> = {}) =>
  (await log.events({ limit: 99, ...query })).map(({ sequence }) => sequence);

export function auditSuite(open: OpenTenants): void {
  describe('the audit chain', () => {
    it(
      'is one for each tenant, and one of the server; gaps in it show nothing of others',
      inTenants(open, async (backend) => {
        const [one, two, three, four] = [auditEvent(), auditEvent(), auditEvent(), auditEvent()];
        await backend.audit(ANN).append([one]);
        await backend.audit(OTHER_ANN).append([two]);
        await backend.serverAudit.append([three]);
        await backend.audit(BEN).append([four]);
        expect(await backend.audit(ANN).events({ limit: 9 })).toEqual(chainOf([one, four]));
        expect(await backend.audit(OWNER).events({ limit: 9 })).toEqual(chainOf([one, four]));
        expect(await backend.audit(OTHER_ANN).events({ limit: 9 })).toEqual(chainOf([two]));
        expect(await backend.serverAudit.events({ limit: 9 })).toEqual(chainOf([three]));
        const heads = [backend.audit(ANN), backend.audit(OTHER_ANN), backend.serverAudit].map((log) =>
          log.head(),
        );
        expect((await Promise.all(heads)).map((head) => [head?.tenant_id, head?.sequence])).toEqual([
          [ACME, 2],
          [UMBRA, 1],
          [null, 1],
        ]);
      }),
    );

    it(
      'begins with nothing, and goes on where it stood',
      inTenants(open, async (backend) => {
        const log = backend.audit(ANN);
        expect(await log.head()).toBeNull();
        expect(await log.events({ limit: 9 })).toEqual([]);
        await log.append([]);
        expect(await log.head()).toBeNull();
        const first = auditEvent();
        await log.append([first, auditEvent()]);
        const head = await log.head();
        await log.append([auditEvent()]);
        const [start, , third] = await log.events({ limit: 9 });
        expect(start).toEqual(chained(CHAIN_START, first));
        expect(third?.event).not.toBeNull();
        if (third?.event != null && head !== null) expect(third).toEqual(chained(head, third.event));
      }),
    );

    it(
      'takes the event of a commit in with the commit, or not at all',
      inTenants(open, async (backend) => {
        const event = auditEvent();
        const put = { kind: 'put_audit_event', event } as const;
        await commitAs(backend, ANN, [putMemory(memory({ id: 'a' })), put]);
        expect(await backend.audit(OWNER).events({ limit: 9 })).toEqual(chainOf([event]));
        const refused = { kind: 'memory_absent', id: 'a' } as const;
        await attemptAs(backend, ANN, [{ ...put, event: auditEvent() }], [refused]);
        expect(await sequences(backend.audit(OWNER))).toEqual([1]);
        const twice = { id: 'cs', at: T0, preconditions: [], changes: [{ ...put, event: auditEvent() }] };
        await backend.commit(ANN, twice);
        await backend.commit(ANN, twice);
        expect(await sequences(backend.audit(OWNER))).toEqual([1, 2]);
        expect(await sequences(backend.audit(OTHER_ANN))).toEqual([]);
      }),
    );

    it(
      'answers by place, time, user, operation and outcome, from the beginning or the end',
      inTenants(open, async (backend) => {
        const log = backend.audit(ANN);
        const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
        await log.append([
          auditEvent({ at: at(1), user_id: 'ann', operation: 'x', outcome: 'ok' }),
          auditEvent({ at: at(2), user_id: 'ben', operation: 'y', outcome: 'denied' }),
          auditEvent({ at: at(3), user_id: null, operation: 'x', outcome: 'failed' }),
          auditEvent({ at: at(4), user_id: 'ann', operation: 'y', outcome: 'cancelled' }),
        ]);
        expect(await sequences(log, { after: 2 })).toEqual([3, 4]);
        expect(await sequences(log, { since: at(2), until: at(4) })).toEqual([2, 3]);
        expect(await sequences(log, { user_id: 'ann' })).toEqual([1, 4]);
        expect(await sequences(log, { operation: 'y' })).toEqual([2, 4]);
        expect(await sequences(log, { outcome: 'failed' })).toEqual([3]);
        expect(await sequences(log, { user_id: 'ann', operation: 'y', after: 1 })).toEqual([4]);
        expect(await sequences(log, { limit: 2 })).toEqual([1, 2]);
        expect(await sequences(log, { limit: 2, latest: true })).toEqual([3, 4]);
        expect(await sequences(log, { user_id: 'nobody' })).toEqual([]);
      }),
    );
  });
}
