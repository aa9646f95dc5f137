import { describe, expect, it } from 'vitest';
import { createTenantPool } from '../../../backends/by-tenant/pool.js';
import { routeByTenant } from '../../../backends/by-tenant/router.js';
import { openMultiTenantReference, openReferenceBackend } from '../../../backends/reference/index.js';
import type { Backend } from '../../../src/contracts/backend.js';
import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import { member } from '../../contract/members.js';
import { T0 } from '../../contract/records.js';
import { everyCall, methodsOf } from '../../contract/suite/tenancy/every-call.js';
import { auditEvent, chainOf } from '../../support/audit-events.js';

/** Notes which part is asked what, and answers as a real one. */
async function routed() {
  const log: string[] = [];
  const asked: unknown[][] = [];
  const noting = async (tenant_id: string): Promise<Backend> => {
    const real = await openReferenceBackend();
    const methods = Object.entries(real).map(([name, value]) => [
      name,
      typeof value === 'function'
        ? (...given: unknown[]) => {
            log.push(`${tenant_id} ${name}`);
            asked.push(given);
            return (value as (...all: unknown[]) => unknown)(...given);
          }
        : value,
    ]);
    return Object.fromEntries(methods) as Backend;
  };
  const parts = {
    name: 'noting',
    capabilities: (await openReferenceBackend()).capabilities,
    tenants: {} as MultiTenantBackend['tenants'],
    serverAudit: {} as MultiTenantBackend['serverAudit'],
    closeRegistry: () => {
      log.push('registry closed');
    },
  };
  return { backend: routeByTenant(createTenantPool(noting, 9), parts), parts, log, asked };
}

describe('a store of many tenants', () => {
  it('passes each call on, whole and unchanged, to the part of the scope’s tenant', async () => {
    const { backend, log, asked } = await routed();
    for (const tenant_id of ['acme', 'umbra', 'acme']) {
      const scope = member({ tenant_id, user_id: 'ann' });
      const calls = everyCall(backend, scope);
      expect(Object.keys(calls).sort()).toEqual(methodsOf(backend));
      for (const [name, call] of Object.entries(calls)) {
        log.length = 0;
        asked.length = 0;
        await call();
        expect(log).toEqual([`${tenant_id} ${name}`]);
        expect(asked[0]?.[0]).toBe(scope);
        // What a call gives beside the scope arrives as it is: the same calls on a part alone do as well.
        const direct: unknown[][] = [];
        const watcher = watching(direct);
        await everyCall(watcher, scope)[name]?.();
        expect([name, asked[0]]).toEqual([name, direct[0]]);
      }
    }
  });

  it('keeps the audit chain of each tenant in its part', async () => {
    const store = await openMultiTenantReference();
    const [acme, umbra] = ['acme', 'umbra'].map((tenant_id) => member({ tenant_id, user_id: 'ann' }));
    if (acme === undefined || umbra === undefined) throw new Error('There is nobody.');
    for (const { tenant_id } of [acme, umbra]) await store.tenants.add(tenant_id, T0);
    const events = [auditEvent(), auditEvent()];
    await store.audit(acme).append(events);
    expect(await store.audit(acme).head()).toMatchObject({ tenant_id: 'acme', sequence: 2 });
    expect(await store.audit(acme).events({ limit: 9 })).toEqual(chainOf(events));
    expect(await store.audit(umbra).head()).toBeNull();
    expect(await store.audit(umbra).events({ limit: 9 })).toEqual([]);
  });

  it('is called as its parts are, and closed with them', async () => {
    const { backend, parts, log } = await routed();
    expect([backend.name, backend.capabilities, backend.tenants, backend.serverAudit]).toEqual([
      parts.name,
      parts.capabilities,
      parts.tenants,
      parts.serverAudit,
    ]);
    await backend.secret(member({ tenant_id: 'acme', user_id: 'ann' }));
    await backend.secret(member({ tenant_id: 'umbra', user_id: 'ann' }));
    log.length = 0;
    await backend.close();
    expect(log).toEqual(['acme close', 'umbra close', 'registry closed']);
  });
});

/** A store that only notes what it is asked. */
function watching(noted: unknown[][]): MultiTenantBackend {
  const note = (...given: unknown[]) => {
    noted.push(given);
    return { async *[Symbol.asyncIterator]() {}, events: async () => [] };
  };
  return new Proxy({}, { get: () => note }) as MultiTenantBackend;
}
