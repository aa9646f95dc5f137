import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import { collect } from '../../../contract/bench.js';
import { member } from '../../../contract/members.js';
import { changeSet, memory, putMemory, T0 } from '../../../contract/records.js';
import { auditEvent } from '../../../support/audit-events.js';
import { codeOf } from '../fixtures.js';
import { temporaryTenants } from './fixtures.js';

const ANN = member({ tenant_id: 'acme', user_id: 'ann' });
const OTHER = member({ tenant_id: 'umbra', user_id: 'ann' });
const note = (id: string) => changeSet([putMemory(memory({ id, content: `text of ${id}` }))]);

/** What ends a file's name where SQLite keeps more of it. */
const PARTS = ['', '-wal', '-shm'];
const removeFile = (file: string) => {
  for (const part of PARTS) rmSync(`${file}${part}`, { force: true });
};

describe('the file of a tenant', () => {
  it('is named by a key that says nothing of the tenant, and private to its owner', async () => {
    const store = await temporaryTenants(['acme', 'umbra']);
    await store.backend.commit(ANN, note('a'));
    const names = readdirSync(`${store.path}-tenants`);
    expect(names.join(' ')).not.toMatch(/acme|umbra/);
    for (const name of names) expect(name).toMatch(/^t[0-9a-f]{32}\.db(?:-wal|-shm)?$/);
    if (platform() !== 'win32') {
      expect(statSync(`${store.path}-tenants`).mode & 0o777).toBe(0o700);
      expect(statSync(store.fileOf('acme')).mode & 0o777).toBe(0o600);
    }
    await store.remove();
  });

  it('holds nothing of another tenant, nor does the registry of any', async () => {
    const store = await temporaryTenants(['acme', 'umbra']);
    await store.backend.commit(ANN, note('canary-of-acme'));
    await store.backend.commit(OTHER, note('canary-of-umbra'));
    await store.backend.close();
    const text = (file: string) => readFileSync(file, 'latin1');
    expect(text(store.fileOf('acme'))).toContain('canary-of-acme');
    expect(text(store.fileOf('acme'))).not.toContain('umbra');
    expect(text(store.fileOf('umbra'))).toContain('canary-of-umbra');
    expect(text(store.fileOf('umbra'))).not.toContain('acme');
    expect(text(store.path)).not.toContain('canary');
    await store.remove();
  });

  it('that is gone is an error for its tenant alone, and never made anew: not by a call, nor by adding it', async () => {
    const store = await temporaryTenants(['acme', 'umbra']);
    await store.backend.commit(ANN, note('a'));
    await store.backend.commit(OTHER, note('b'));
    await store.backend.close();
    removeFile(store.fileOf('acme'));
    const backend = await store.open();
    expect(await codeOf(backend.findMemories(ANN, ['a']))).toBe('storage_missing');
    expect(await codeOf(backend.commit(ANN, note('c')))).toBe('storage_missing');
    expect(await codeOf(collect(backend.streamMemories(ANN)))).toBe('storage_missing');
    expect(await codeOf(backend.tenants.add('acme', T0))).toBe('storage_missing');
    expect(existsSync(store.fileOf('acme'))).toBe(false);
    expect(await backend.findMemories(OTHER, ['b'])).toHaveLength(1);
    await backend.close();
    await store.remove();
  });

  it('that is empty is as good as gone', async () => {
    const store = await temporaryTenants(['acme']);
    await store.backend.close();
    removeFile(store.fileOf('acme'));
    new Database(store.fileOf('acme')).close();
    const backend = await store.open();
    expect(await codeOf(backend.findMemories(ANN, ['a']))).toBe('storage_missing');
    await backend.close();
    await store.remove();
  });

  it('is made by the next call where the process ended between adding the tenant and making it', async () => {
    const store = await temporaryTenants([]);
    const registry = new Database(store.path);
    registry
      .prepare("INSERT INTO tenants (tenant_id, key, status, created_at) VALUES ('acme', 'tab', 'active', ?)")
      .run(T0);
    expect(await store.backend.findMemories(ANN, ['a'])).toEqual([]);
    const made = () =>
      registry.prepare("SELECT has_file FROM tenants WHERE tenant_id = 'acme'").pluck().get();
    expect(made()).toBe(1);
    expect(readdirSync(`${store.path}-tenants`)).toContain('tab.db');
    registry.close();
    await store.remove();
  });

  it('in the place of another shows nothing of its tenant, and takes no audit event', async () => {
    const store = await temporaryTenants(['acme', 'umbra']);
    await store.backend.commit(ANN, note('a'));
    await store.backend.audit(ANN).append([auditEvent()]);
    await store.backend.close();
    removeFile(store.fileOf('umbra'));
    copyFileSync(store.fileOf('acme'), store.fileOf('umbra'));
    const backend = await store.open();
    const owner = operatorScope('owner', 'umbra');
    for (const scope of [OTHER, owner]) {
      expect(await backend.findMemories(scope, ['a'])).toEqual([]);
      expect(await backend.countMemories(scope, { valid_at: T0 })).toBe(0);
      expect(await collect(backend.streamMemories(scope))).toEqual([]);
      const query = {
        filter: { valid_at: T0 },
        groups: [['text']],
        match: 'any',
        scan_limit: 9,
        limit: 9,
      } as const;
      expect((await backend.findCandidates(scope, query)).candidates).toEqual([]);
      expect([...(await backend.visibleWords(scope, ['text']))]).toEqual([]);
      expect((await backend.termStatistics(scope, ['text'])).documents).toBe(0);
      expect(await backend.audit(scope).events({ limit: 9 })).toEqual([]);
    }
    expect(await codeOf(backend.audit(OTHER).append([auditEvent()]))).toBe('storage_corrupt');
    await backend.close();
    await store.remove();
  });

  it('is opened without the right to write where the store is', async () => {
    const store = await temporaryTenants(['acme']);
    await store.backend.commit(ANN, note('a'));
    await store.backend.close();
    const { openMultiTenantSqlite } = await import('../../../../backends/sqlite/tenancy/open.js');
    const backend = await openMultiTenantSqlite({
      path: store.path,
      read_only: true,
      tenant_pool: 1,
      audit_durability: 'full',
    });
    expect(await backend.findMemories(ANN, ['a'])).toHaveLength(1);
    expect(await codeOf(backend.commit(ANN, note('b')))).toBe('storage_read_only');
    expect(await codeOf(backend.tenants.add('new', T0))).toBe('storage_read_only');
    expect(readdirSync(dirname(store.fileOf('acme'))).filter((name) => name.endsWith('.db'))).toHaveLength(1);
    await backend.close();
    await store.remove();
  });
});

describe('many at once', () => {
  it('that add the same tenants in two processes’ places make one of each, and lose nothing', async () => {
    const store = await temporaryTenants([]);
    const second = await store.open();
    const names = Array.from({ length: 12 }, (_, at) => `t${at % 4}`);
    await Promise.all(
      names.flatMap((name, at) => {
        const backend = at % 2 === 0 ? store.backend : second;
        const scope = member({ tenant_id: name, user_id: 'ann' });
        return [backend.tenants.add(name, T0).then(() => backend.commit(scope, note(`m${at}`)))];
      }),
    );
    expect((await second.tenants.list()).map(({ tenant_id }) => tenant_id)).toEqual(['t0', 't1', 't2', 't3']);
    expect(readdirSync(`${store.path}-tenants`).filter((name) => name.endsWith('.db'))).toHaveLength(4);
    for (const name of ['t0', 't1', 't2', 't3']) {
      const scope = member({ tenant_id: name, user_id: 'ann' });
      expect(await store.backend.countMemories(scope, { valid_at: T0 })).toBe(3);
    }
    await second.close();
    await store.remove();
  });

  it('over more tenants than stay open are all answered', async () => {
    const names = Array.from({ length: 8 }, (_, at) => `t${at}`);
    const store = await temporaryTenants(names, { tenant_pool: 2 });
    const scopes = names.map((tenant_id) => member({ tenant_id, user_id: 'ann' }));
    await Promise.all(
      scopes.flatMap((scope) => ['a', 'b', 'c'].map((id) => store.backend.commit(scope, note(id)))),
    );
    const counts = await Promise.all(
      scopes.flatMap((scope) => [
        store.backend.countMemories(scope, { valid_at: T0 }),
        collect(store.backend.streamMemories(scope)).then((all) => all.length),
      ]),
    );
    expect(new Set(counts)).toEqual(new Set([3]));
    await store.remove();
  });
});
