import { describe, expect, it } from 'vitest';
import { openMultiTenantReference } from '../../../backends/reference/index.js';
import { tenantGate } from '../../../src/app/tenancy/tenant-gate.js';
import { withTenants } from '../../../src/app/tenancy/with-tenants.js';
import { localPrincipal } from '../../../src/auth/local.js';
import type { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { memberPrincipal } from '../../contract/members.js';
import { T0 } from '../../contract/records.js';

const of = (tenant_id: string) => memberPrincipal({ tenant_id, user_id: 'ann', roles: ['admin'] });

async function refusal(promise: Promise<void>): Promise<MemoryGraphError> {
  try {
    await promise;
  } catch (thrown) {
    return thrown as MemoryGraphError;
  }
  throw new Error('It was let pass.');
}

async function opened() {
  const { tenants } = await openMultiTenantReference();
  await tenants.add('acme', T0);
  await tenants.add('gone', T0);
  await tenants.setStatus('gone', 'suspended');
  return tenants;
}

describe('the gate of tenants', () => {
  it('lets callers of active tenants pass, and adds nothing', async () => {
    const tenants = await opened();
    for (const provisioning of ['refuse', 'auto'] as const)
      expect(await tenantGate(tenants, provisioning)(of('acme'))).toBeUndefined();
    expect(await tenants.list()).toHaveLength(2);
  });

  it('tells callers of unknown and of suspended tenants, and of none, the same; the operator the reason', async () => {
    const tenants = await opened();
    const gate = tenantGate(tenants, 'refuse');
    const refused = [
      await refusal(gate(of('nowhere'))),
      await refusal(gate(of('gone'))),
      await refusal(gate(localPrincipal('ann'))),
    ];
    for (const { code, details } of refused)
      expect({ code, details }).toEqual({ code: 'tenant_unavailable', details: refused[0]?.details });
    expect(new Set(refused.map(({ message }) => message)).size).toBe(1);
    expect(refused[0]?.message).not.toMatch(/nowhere|gone/);
    expect(refused[0]?.message).toContain('Ask the operator');
    expect(refused.map(({ operatorMessage }) => operatorMessage)).toEqual([
      expect.stringContaining('"memorygraph tenant add nowhere"'),
      expect.stringContaining('"memorygraph tenant resume gone"'),
      expect.stringContaining('no tenant'),
    ]);
    expect(await tenants.find('nowhere')).toBeNull();
  });

  it('adds an unknown tenant where that is asked for, and brings no suspended one back', async () => {
    const tenants = await opened();
    const gate = tenantGate(tenants, 'auto');
    await gate(of('new'));
    const made = await tenants.find('new');
    expect(made).toMatchObject({ tenant_id: 'new', status: 'active' });
    expect(Math.abs(Date.parse(made?.created_at ?? '') - Date.now())).toBeLessThan(60_000);
    await gate(of('new'));
    expect(await tenants.list()).toHaveLength(3);
    expect((await refusal(gate(of('gone')))).code).toBe('tenant_unavailable');
    expect((await refusal(gate(localPrincipal('ann')))).code).toBe('tenant_unavailable');
    expect(await tenants.find('gone')).toMatchObject({ status: 'suspended' });
  });

  it('goes by what the registry says at the moment of the call', async () => {
    const tenants = await opened();
    const gate = tenantGate(tenants, 'refuse');
    await tenants.setStatus('acme', 'suspended');
    expect((await refusal(gate(of('acme')))).code).toBe('tenant_unavailable');
    await tenants.setStatus('acme', 'active');
    expect(await gate(of('acme'))).toBeUndefined();
  });
});

describe('a store that is to have tenants', () => {
  it('is one that was opened with them', async () => {
    const backend = await openMultiTenantReference();
    expect(withTenants(backend)).toBe(backend);
    const { tenants: _tenants, serverAudit: _audit, ...single } = backend;
    for (const without of [single, null])
      expect(() => withTenants(without)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });
});
