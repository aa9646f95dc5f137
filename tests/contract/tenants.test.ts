import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenByFile, type RunStatement } from '../support/statements-by-file.js';
import { faultsOfStatement, tenantTables } from '../unit/sqlite/tenancy/statement-rules.js';
import { describeBackend } from './backend-suite.js';
import { OPEN_ONE_TENANT, OPEN_WITH_TENANTS } from './open-backends.js';
import { describeTenants } from './tenants-suite.js';

/** Every statement that the suites below run on the file of a tenant, and the tenants it was bound for, by file. */
const statements = new Set<string>();
const boundTenants = new Map<string, Set<unknown>>();

function note({ file, sql, bound }: RunStatement): void {
  if (!file.includes('-tenants')) return;
  statements.add(sql);
  if (!sql.includes(':tenant_id')) return;
  const tenants = boundTenants.get(file) ?? new Set();
  boundTenants.set(file, tenants.add(bound.tenant_id));
}

let stopListening: () => void;
beforeAll(() => {
  stopListening = listenByFile(note);
});
afterAll(() => stopListening());

for (const [name, open] of Object.entries(OPEN_WITH_TENANTS)) describeTenants(name, open);
for (const [name, open] of Object.entries(OPEN_ONE_TENANT)) describeBackend(name, open);

describe('the statements that these tests ran on files of tenants', () => {
  const tables = tenantTables();

  it('name every table that has tenants', () => {
    expect(tables.length).toBeGreaterThan(10);
    const named = tables.filter((table) =>
      [...statements].some((sql) => new RegExp(`\\b${table}\\b`).test(sql)),
    );
    expect(named).toEqual(tables);
    expect(statements.size).toBeGreaterThan(150);
  });

  it('hold every table they name to the tenant that they bind', () => {
    const faults = [...statements].flatMap((sql) =>
      faultsOfStatement(sql, tables).map((fault) => `${fault}: ${sql}`),
    );
    expect(faults).toEqual([]);
  });

  it('look for words together with the rows that say who may see them', () => {
    const alone = [...statements].filter((sql) => sql.includes(' MATCH ') && !/ memories AS m\b/.test(sql));
    expect(alone).toEqual([]);
  });

  it('bind one tenant on each file, and another on another', () => {
    expect(boundTenants.size).toBeGreaterThan(100);
    for (const [file, tenants] of boundTenants)
      expect([file, [...tenants]]).toEqual([file, [expect.any(String)]]);
    const folders = new Map<string, Set<unknown>>();
    for (const [file, tenants] of boundTenants) {
      const folder = file.slice(0, file.lastIndexOf('/'));
      for (const tenant of tenants) {
        const known = folders.get(folder) ?? new Set();
        expect([file, known.has(tenant)]).toEqual([file, false]);
        folders.set(folder, known.add(tenant));
      }
    }
  });
});

describe('what is told of a statement', () => {
  const tables = ['memories', 'relationships'];
  it.each([
    ['SELECT m.id FROM memories AS m WHERE m.id = :id', 1],
    ['SELECT m.id FROM memories AS m WHERE m.tenant_id = :tenant_id', 0],
    ['SELECT m.id FROM memories AS m WHERE m.tenant_id <> :tenant_id', 1],
    ['SELECT m.id FROM memories AS m WHERE m.tenant_id = :other', 1],
    ['SELECT id FROM memories WHERE tenant_id = :tenant_id', 0],
    ['SELECT id FROM memories, relationships WHERE tenant_id = :tenant_id', 1],
    [
      'SELECT 1 FROM memories AS m JOIN relationships AS r ON r.tenant_id = m.tenant_id WHERE m.tenant_id = :tenant_id',
      0,
    ],
    ['SELECT 1 FROM memories AS m JOIN relationships AS r ON r.tenant_id = m.tenant_id', 2],
    ['SELECT 1 FROM memories AS m JOIN relationships AS r ON r.id = m.id WHERE m.tenant_id = :tenant_id', 1],
    ['SELECT 1 FROM memories AS a WHERE a.tenant_id = :tenant_id UNION ALL SELECT 1 FROM memories AS a', 2],
    ['INSERT INTO memories (id, tenant_id) VALUES (:id, :tenant_id)', 0],
    ['INSERT INTO memories (id, tenant_id) VALUES (:tenant_id, :id)', 1],
    ['INSERT INTO memories (id) VALUES (:id)', 1],
    ['DELETE FROM memories WHERE id = :id', 1],
    ['UPDATE memories SET id = :id WHERE tenant_id = :tenant_id', 0],
  ] as const)('%s', (sql, faults) => {
    expect(faultsOfStatement(sql, tables)).toHaveLength(faults);
  });
});
