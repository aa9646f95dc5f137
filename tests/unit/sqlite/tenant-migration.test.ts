import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openSqliteBackend } from '../../../backends/sqlite/index.js';
import { openTenantMigration } from '../../../backends/sqlite/tenancy/migration.js';
import { openMultiTenantSqlite } from '../../../backends/sqlite/tenancy/open.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { makePlan } from '../../../src/transfer/tenancy/plan.js';
import { member } from '../../contract/members.js';
import { testFolder } from '../../support/test-folder.js';
import {
  breaking,
  dumpOf,
  giveTenants,
  SCOPES,
  takeTenants,
  withMigration,
  withSingle,
  withTenants,
} from '../transfer/tenancy/migrating.js';
import { changeSet, codeOf, memory, put, relate, relationship, SCOPE, store } from './fixtures.js';

const PLAN = makePlan({
  tenant_id: 'acme',
  map: { projects: new Map([['shop', { tenant: 'beta' }]]) },
});
const MANY = { create: false, tenant_pool: 4, audit_durability: 'full' } as const;

/** Words that stand nowhere else, in texts that are migrated, set aside and part of names. */
const WORDS = ['zanzibarplain', 'quokkashop', 'yttriumaside', 'wombatformer'] as const;

async function newStore(): Promise<string> {
  const path = join(testFolder('file'), 'store.db');
  await withSingle(path, async (backend) => {
    const plain = memory({ id: 'plain', content: WORDS[0] });
    const shop = memory({ id: 'shop', content: WORDS[1], context: { project_id: 'shop' } });
    await store(backend, plain, shop);
    await backend.commit(
      SCOPE,
      changeSet([
        put({ ...plain, version: 2, content: `${WORDS[0]} again` }, { ...plain, content: WORDS[3] }),
        relate(relationship('plain', 'shop', { id: 'across', context: WORDS[2] })),
      ]),
    );
  });
  return path;
}

/** Objects of a schema, as a file has them. */
function schemaOf(path: string): unknown[] {
  const database = new Database(path, { readonly: true });
  const objects = database
    .prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name')
    .all();
  const facts = [
    database.pragma('user_version', { simple: true }),
    database.pragma('application_id', { simple: true }),
    database
      .prepare("SELECT key, value FROM store WHERE key NOT IN ('secret', 'created_at') ORDER BY key")
      .all(),
    database.prepare('SELECT number, name, checksum FROM migrations ORDER BY number').all(),
  ];
  database.close();
  return [...facts, objects];
}

function holding(path: string, word: string): string[] {
  const folder = dirname(path);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = join(folder, name);
    return !name.endsWith('.gz') && statSync(file).isFile() && readFileSync(file).includes(word);
  });
}

describe('the files', () => {
  it('have the schema of a store that was made so, there and back', async () => {
    const single = join(testFolder('single'), 'store.db');
    await withSingle(single, async () => {});
    const multi = join(testFolder('multi'), 'store.db');
    const made = await openMultiTenantSqlite({ ...MANY, path: multi, create: true });
    await made.tenants.add('acme', '2026-11-22T12:00:00.000Z');
    await made.close();
    const path = await newStore();
    const secret = await withSingle(path, (backend) => backend.secret(SCOPE));
    await giveTenants(path, PLAN);
    const isOfMigration = (each: unknown) => /migration_journal|tenant_migration/.test(JSON.stringify(each));
    const [number, id, facts, steps, objects] = schemaOf(path);
    const control = [number, id, facts, steps, (objects as unknown[]).filter((each) => !isOfMigration(each))];
    // The index of the AUTOINCREMENT rows stays, empty.
    const withoutSequence = JSON.stringify(control).replace(/\{[^{}]*"name":"sqlite_sequence"[^{}]*\},/, '');
    expect(JSON.parse(withoutSequence)).toEqual(schemaOf(multi));
    expect(schemaOf(tenantFile(path, 'acme'))).toEqual(schemaOf(tenantFile(multi, 'acme')));
    await takeTenants(path);
    expect(schemaOf(path)).toEqual(schemaOf(single));
    expect(await withSingle(path, (backend) => backend.secret(SCOPE))).toEqual(secret);
    expect(readdirSync(dirname(path)).filter((name) => !/reserve|backup/.test(name))).toEqual(['store.db']);
  });

  it('hold each text where it belongs, and nowhere else', async () => {
    const path = await newStore();
    await giveTenants(path, PLAN);
    const name = (tenant: string) => tenantFile(path, tenant).slice(dirname(path).length + 1);
    expect(holding(path, WORDS[0])).toEqual([name('acme')]);
    expect(holding(path, WORDS[3])).toEqual([name('acme')]);
    expect(holding(path, WORDS[1])).toEqual([name('beta')]);
    expect(holding(path, WORDS[2])).toEqual(['store.db']);
    await takeTenants(path);
    for (const word of WORDS) expect(holding(path, word)).toEqual(['store.db']);
    expect(holding(path, 'acme')).toEqual([]);
  });

  it('hold nothing of a relationship that was set aside once a memory of it is erased', async () => {
    for (const erase of ['memory', 'text'] as const) {
      const path = await newStore();
      await giveTenants(path, PLAN);
      await withTenants(path, async (backend) => {
        const scope = SCOPES('beta');
        await backend.commit(
          scope,
          changeSet([
            erase === 'memory'
              ? { kind: 'purge_memory', id: 'shop' }
              : { kind: 'purge_answers', folded: [WORDS[2]] },
          ]),
        );
        await backend.scrub(scope);
      });
      expect(holding(path, WORDS[2])).toEqual([]);
      await takeTenants(path);
      const text = await dumpOf(path);
      expect(text).not.toContain(WORDS[2]);
      expect(text.includes(WORDS[1])).toBe(erase === 'text');
    }
  });
});

function tenantFile(path: string, tenant_id: string): string {
  const database = new Database(path, { readonly: true });
  const key = database.prepare('SELECT key FROM tenants WHERE tenant_id = ?').pluck().get(tenant_id);
  database.close();
  return join(`${path}-tenants`, `${String(key)}.db`);
}

describe('a store of each earlier schema', () => {
  const numbers = readdirSync('tests/fixtures/stores').flatMap(
    (name) => /^schema-(\d+)\.db$/.exec(name)?.[1] ?? [],
  );
  it.each(numbers)('%s is migrated, and comes back', async (number) => {
    const path = join(testFolder(`schema-${number}`), 'store.db');
    copyFileSync(`tests/fixtures/stores/schema-${number}.db`, path);
    const twin = join(testFolder(`schema-${number}`), 'store.db');
    copyFileSync(path, twin);
    await giveTenants(path, PLAN);
    const counts = await withTenants(path, (backend) =>
      backend.counts(SCOPES('acme'), '2026-12-01T00:00:00.000Z'),
    );
    expect(counts.memories).toBeGreaterThan(5);
    await takeTenants(path);
    expect(await dumpOf(path)).toBe(await dumpOf(twin));
    expect(schemaOf(path)).toEqual(schemaOf(twin));
  });
});

describe('who had the store open before', () => {
  it('reads on while it is migrated, writes nothing, and is told to restart', async () => {
    const path = await newStore();
    const old = await openSqliteBackend({ path });
    const { meddle } = breaking(5, () => {
      throw new Error('stopped');
    });
    await expect(giveTenants(path, PLAN, meddle)).rejects.toThrow('stopped');
    expect(await old.findMemories(SCOPE, ['plain'])).toHaveLength(1);
    const refused = await old.commit(SCOPE, changeSet([put(memory())])).catch((cause: unknown) => cause);
    expect(refused).toMatchObject({
      code: 'wrong_mode',
      message: expect.stringMatching(/Restart this server/),
    });
    expect(await codeOf(old.addUse(SCOPE, [{ id: 'plain', times: 1, at: '2026-11-22T12:00:00.000Z' }]))).toBe(
      'wrong_mode',
    );
    await giveTenants(path, PLAN);
    for (const work of [
      old.findMemories(SCOPE, ['plain']),
      old.commit(SCOPE, changeSet([put(memory())])),
      old.counts(SCOPE, '2026-11-22T12:00:00.000Z'),
    ])
      expect(await work.catch((cause: unknown) => cause)).toMatchObject({
        code: 'wrong_mode',
        message: expect.stringMatching(/MEMORY_MULTI_TENANT_MODE=true/),
      });
    await old.close();
    expect(await withTenants(path, (b) => b.findMemories(SCOPES('acme'), ['plain']))).toHaveLength(1);
  });

  it('the same on the way back, for every tenant', async () => {
    const path = await newStore();
    await giveTenants(path, PLAN);
    const old = await openMultiTenantSqlite({ ...MANY, path });
    const ann = member({ tenant_id: 'acme', user_id: 'ann', team_ids: ['core'] });
    const ben = member({ tenant_id: 'beta', user_id: 'ben', team_ids: ['core'] });
    expect(await old.findMemories(ann, ['plain'])).toHaveLength(1);
    const { meddle } = breaking(3, () => {
      throw new Error('stopped');
    });
    await expect(takeTenants(path, meddle)).rejects.toThrow('stopped');
    expect(await old.findMemories(ann, ['plain'])).toHaveLength(1);
    for (const scope of [ann, ben])
      expect(await codeOf(old.commit(scope, changeSet([put(memory())])))).toBe('wrong_mode');
    expect(await codeOf(old.tenants.add('gamma', '2026-11-22T12:00:00.000Z'))).toBe('wrong_mode');
    await takeTenants(path);
    expect(await codeOf(old.commit(ann, changeSet([put(memory())])))).toBe('storage_replaced');
    expect(await codeOf(old.tenants.list())).toBe('wrong_mode');
    await old.close();
  });

  it('an older program refuses what it finds, since the number is beyond what it knows', async () => {
    const path = await newStore();
    const numberOf = (file: string): number => {
      const database = new Database(file, { readonly: true });
      const number = database.pragma('user_version', { simple: true }) as number;
      database.close();
      return number;
    };
    const { meddle } = breaking(5, () => {
      throw new Error('stopped');
    });
    const single = numberOf(path);
    await expect(giveTenants(path, PLAN, meddle)).rejects.toThrow('stopped');
    expect(numberOf(path)).toBeGreaterThan(9_999);
    await giveTenants(path, PLAN);
    expect(numberOf(path)).toBeGreaterThan(9_999);
    expect(numberOf(tenantFile(path, 'acme'))).toBeGreaterThan(9_999);
    await takeTenants(path);
    expect(numberOf(path)).toBe(single);
  });
});

describe('what is opened in the wrong way is refused with what to do', () => {
  const said = async (work: Promise<{ close(): Promise<void> }>): Promise<string> => {
    try {
      await (await work).close();
      return 'opened';
    } catch (thrown) {
      if (!(thrown instanceof MemoryGraphError)) throw thrown;
      expect(thrown.code).toBe('wrong_mode');
      return thrown.message;
    }
  };

  it('in each state of the way', async () => {
    const path = await newStore();
    const single = () => said(openSqliteBackend({ path }));
    const multi = () => said(openMultiTenantSqlite({ ...MANY, path }));
    expect(await single()).toBe('opened');
    expect(await multi()).toMatch(/has no tenants.*migrate-to-multitenant --tenant-id ID/);
    const stopped = breaking(5, () => {
      throw new Error('stopped');
    });
    await expect(giveTenants(path, PLAN, stopped.meddle)).rejects.toThrow('stopped');
    for (const open of [single, multi])
      expect(await open()).toMatch(/begun and is not finished.*again to finish it.*--rollback/);
    await giveTenants(path, PLAN);
    expect(await single()).toMatch(/has tenants.*MEMORY_MULTI_TENANT_MODE=true/);
    expect(await multi()).toBe('opened');
    const part = tenantFile(path, 'acme');
    expect(await said(openSqliteBackend({ path: part }))).toMatch(/the part of one tenant/);
    expect(await said(openMultiTenantSqlite({ ...MANY, path: part }))).toMatch(/the part of one tenant/);
    expect(await said(openTenantMigration({ path: part }))).toMatch(/the part of one tenant/);
    const back = breaking(3, () => {
      throw new Error('stopped');
    });
    await expect(takeTenants(path, back.meddle)).rejects.toThrow('stopped');
    for (const open of [single, multi]) expect(await open()).toMatch(/being undone.*--rollback" again/);
    expect(await said(openSqliteBackend({ path: part }))).toMatch(/being undone/);
    await expect(giveTenants(path, PLAN)).rejects.toMatchObject({
      code: 'wrong_mode',
      message: expect.stringMatching(/being undone/),
    });
    await takeTenants(path);
    expect(await single()).toBe('opened');
  });
});

describe('one at a time', () => {
  it('a second migration is told to wait, a dry run is not, and the lock goes with its holder', async () => {
    const path = await newStore();
    await withMigration(path, async () => {
      const locks = readdirSync(dirname(path)).filter((name) => name.includes('lock'));
      expect(locks).toEqual(['store.db-migration-lock']);
      expect(await codeOf(openTenantMigration({ path }))).toBe('busy');
      expect(await withMigration(path, (other) => other.status(), true)).toMatchObject({ state: 'single' });
    });
    expect(existsSync(`${path}-migration-lock`)).toBe(false);
    expect(await withMigration(path, (other) => other.status())).toMatchObject({ state: 'single' });
  });

  it('a store in the middle of a write is busy, and stays as it is', async () => {
    const path = await newStore();
    const writer = new Database(path);
    writer.exec('BEGIN IMMEDIATE');
    await expect(giveTenants(path, PLAN)).rejects.toMatchObject({ code: 'busy' });
    writer.exec('ROLLBACK');
    writer.close();
    expect(await withMigration(path, (other) => other.status())).toMatchObject({
      state: 'single',
      record: null,
    });
  });

  it('a tenant in the middle of a write keeps it from being undone, and everything open', async () => {
    const path = await newStore();
    await giveTenants(path, PLAN);
    const writer = new Database(tenantFile(path, 'beta'));
    writer.exec('BEGIN IMMEDIATE');
    await expect(takeTenants(path)).rejects.toMatchObject({ code: 'busy' });
    writer.exec('ROLLBACK');
    writer.close();
    for (const tenant of ['acme', 'beta'])
      await withTenants(path, (backend) => backend.commit(SCOPES(tenant), changeSet([put(memory())])));
  });
});

describe('what stands in the way', () => {
  it('a store with a fault is left as it is', async () => {
    const path = await newStore();
    const raw = new Database(path);
    raw.exec("DELETE FROM memory_versions WHERE id = 'plain'");
    raw.close();
    const thrown = await giveTenants(path, PLAN).catch((cause: unknown) => cause);
    expect(thrown).toMatchObject({
      code: 'storage_corrupt',
      operatorMessage: expect.stringMatching(/History of a memory has gaps: plain/),
    });
    expect(await codeOf(withSingle(path, async () => {}))).toBe('no error');
  });

  it('a reader of an older state keeps former text in the file until the next run', async () => {
    const path = await newStore();
    const reader = new Database(path);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM memories').get();
    expect(await giveTenants(path, PLAN)).toMatchObject({ tidied: false });
    reader.exec('ROLLBACK');
    reader.close();
    await withMigration(path, async (migration) => {
      expect(await migration.status()).toMatchObject({ state: 'multi', untidy: true });
      await migration.tidy();
      expect(await migration.status()).toMatchObject({ untidy: false });
    });
    expect(holding(path, WORDS[0])).toEqual([tenantFile(path, 'acme').slice(dirname(path).length + 1)]);
  });

  it('a tenant whose file is lost keeps everything as it is', async () => {
    const path = await newStore();
    await giveTenants(path, PLAN);
    const file = tenantFile(path, 'beta');
    const bytes = readFileSync(file);
    rmSync(file);
    await expect(takeTenants(path)).rejects.toMatchObject({ code: 'storage_missing' });
    writeFileSync(file, bytes);
    await takeTenants(path);
    expect(await dumpOf(path)).toContain(WORDS[1]);
  });
});
