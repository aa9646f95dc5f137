import { readdirSync, readlinkSync } from 'node:fs';
import { platform } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import { member } from '../../../contract/members.js';
import { everyCall, methodsOf } from '../../../contract/suite/tenancy/every-call.js';
import { listenByFile, type RunStatement } from '../../../support/statements-by-file.js';
import { type TemporaryTenants, temporaryTenants } from './fixtures.js';

const TENANTS = ['acme', 'umbra', 'third'];
const OF_ACME = {
  member: member({ tenant_id: 'acme', user_id: 'ann', team_ids: ['red'], projects: ['p'] }),
  admin: member({ tenant_id: 'acme', user_id: 'eve', roles: ['admin'], projects: 'all' }),
  owner: operatorScope('owner', 'acme'),
};

describe('a call of one tenant', () => {
  let store: TemporaryTenants;
  const ran: RunStatement[] = [];
  let stopListening: () => void;
  beforeAll(async () => {
    store = await temporaryTenants(TENANTS, { tenant_pool: 2 });
    stopListening = listenByFile((statement) => ran.push(statement));
  });
  afterAll(async () => {
    stopListening();
    await store.remove();
  });

  it('is among these, whatever its method', () => {
    expect(Object.keys(everyCall(store.backend, OF_ACME.member)).sort()).toEqual(methodsOf(store.backend));
  });

  describe.each(Object.entries(OF_ACME))('by its %s', (_who, scope) => {
    it('runs statements on its own file, and on no other tenant’s', async () => {
      const own = store.fileOf('acme');
      const calls = everyCall(store.backend, scope);
      for (const [name, call] of Object.entries(calls)) {
        // Another tenant is the last that was used, and the pool is too small for all: acme's may have to be opened.
        await store.backend.tenants.list();
        for (const other of ['umbra', 'third'])
          await store.backend.countMemories(operatorScope('owner', other), { valid_at: '' });
        ran.length = 0;
        await call();
        const touched = new Set(ran.map(({ file }) => file));
        // The registry says which file is acme's, when it is to be opened.
        touched.delete(store.path);
        expect([name, [...touched].filter((file) => file !== own)]).toEqual([name, []]);
        expect([name, touched.has(own)]).toEqual([name, true]);
      }
    });

    it('reads of the registry its own row alone', async () => {
      await store.backend.countMemories(operatorScope('owner', 'umbra'), { valid_at: '' });
      await store.backend.countMemories(operatorScope('owner', 'third'), { valid_at: '' });
      ran.length = 0;
      await store.backend.findMemories(scope, ['a']);
      const ofRegistry = ran.filter(({ file }) => file === store.path);
      expect(ofRegistry.length).toBeGreaterThan(0);
      for (const { sql, bound } of ofRegistry) {
        // Whether anything was committed since.
        if (sql === 'PRAGMA data_version') continue;
        expect(sql).toMatch(/^SELECT .* FROM tenants WHERE tenant_id = :tenant_id$/);
        expect(bound).toEqual({ tenant_id: 'acme' });
      }
    });
  });
});

describe('a pool of one', () => {
  it.skipIf(platform() !== 'linux')(
    'holds the files of the tenant used last, and no other’s (what a process holds is told on Linux alone)',
    async () => {
      const store = await temporaryTenants(TENANTS, { tenant_pool: 1 });
      for (const tenant of [...TENANTS, 'acme']) {
        await store.backend.findMemories(member({ tenant_id: tenant, user_id: 'ann' }), ['a']);
        const held = new Set(openFiles().filter((file) => file.startsWith(`${store.path}-tenants/`)));
        expect([...held].map((file) => file.replace(/-(wal|shm)$/, ''))).toContain(store.fileOf(tenant));
        for (const other of TENANTS.filter((each) => each !== tenant))
          expect([...held].filter((file) => file.startsWith(store.fileOf(other)))).toEqual([]);
      }
      await store.remove();
    },
  );
});

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((number) => {
    try {
      return [readlinkSync(`/proc/self/fd/${number}`)];
    } catch {
      // The descriptor of the listing itself.
      return [];
    }
  });
}
