import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MultiTenantBackend } from '../../../../src/contracts/tenancy.js';
import type { AccessScope } from '../../../../src/domain/access-scope.js';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import { member } from '../../../contract/members.js';
import { changeSet, memory, putMemory, T0 } from '../../../contract/records.js';
import { listenByFile, type RunStatement } from '../../../support/statements-by-file.js';
import { temporaryStore } from '../fixtures.js';
import { type TemporaryTenants, temporaryTenants } from './fixtures.js';

const ANN = member({ tenant_id: 'acme', user_id: 'ann', team_ids: ['red', 'blue'] });
const OWNER = operatorScope('owner', 'acme');

/** Each index that only stores with tenants have: the question that needs it. */
const QUESTIONS: Readonly<Record<string, (backend: MultiTenantBackend) => Promise<unknown>>> = {
  memories_by_created_by: (backend) => backend.memberCounts(ANN),
  memories_by_team: (backend) => backend.memberCounts(ANN),
  memories_by_readers: (backend) =>
    backend.findCandidates(ANN, {
      filter: { valid_at: T0 },
      groups: [['say']],
      match: 'any',
      scan_limit: 9,
      limit: 9,
    }),
};

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

function schemaOf(path: string): SchemaRow[] {
  const raw = new Database(path, { readonly: true });
  const rows = raw
    .prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name')
    .all() as SchemaRow[];
  raw.close();
  return rows;
}

const indexesOf = (path: string) =>
  schemaOf(path)
    .filter(({ type, sql }) => type === 'index' && sql !== null)
    .map(({ name }) => name);

describe('the indexes of tenancy', () => {
  let store: TemporaryTenants;
  beforeAll(async () => {
    store = await temporaryTenants(['acme', 'umbra']);
    const ids = Array.from({ length: 60 }, (_, at) => at);
    const context = (at: number) => (at % 3 === 0 ? ({ visibility: 'team', team_id: 'red' } as const) : {});
    await store.backend.commit(
      OWNER,
      changeSet(
        ids.map((at) =>
          putMemory(memory({ id: `m${at}`, created_by: at % 2 === 0 ? 'ann' : 'ben', context: context(at) })),
        ),
      ),
    );
  });
  afterAll(() => store.remove());

  it('are in the files of tenants alone, each with a question that needs it', async () => {
    const single = await temporaryStore();
    const inSingle = indexesOf(single.path);
    expect(indexesOf(store.fileOf('acme')).filter((name) => !inSingle.includes(name))).toEqual(
      Object.keys(QUESTIONS).sort(),
    );
    expect(inSingle.filter((name) => !indexesOf(store.fileOf('acme')).includes(name))).toEqual([]);
    const ofRegistry = indexesOf(store.path);
    expect(ofRegistry.filter((name) => name.startsWith('memories_'))).toEqual([]);
    await single.remove();
  });

  it('are the same in every tenant’s file, and stay so however often it is opened', async () => {
    const before = schemaOf(store.fileOf('acme'));
    expect(schemaOf(store.fileOf('umbra'))).toEqual(before);
    for (let times = 0; times < 3; times++) {
      const again = await store.open();
      await again.tenants.add('acme', T0);
      await again.countMemories(ANN, { valid_at: T0 });
      await again.close();
    }
    expect(schemaOf(store.fileOf('acme'))).toEqual(before);
  });

  it.each(Object.entries(QUESTIONS))('%s is followed by its question', async (index, ask) => {
    const plans = await plansOf(() => ask(store.backend));
    const followed = plans.filter((plan) => new RegExp(`USING (?:COVERING )?INDEX ${index}\\b`).test(plan));
    expect(followed.length).toBeGreaterThan(0);
    for (const plan of followed)
      expect(plan).toMatch(new RegExp(`SEARCH \\w+ USING (?:COVERING )?INDEX ${index} `));
  });

  it('spare a member’s counts every look at the memories of others', async () => {
    for (const plan of await plansOf(() => store.backend.memberCounts(ANN)))
      expect(plan).toMatch(
        /memories_by_created_by \(tenant_id=\? AND created_by=\?\)|memories_by_team \(tenant_id=\? AND team_id=\?\)/,
      );
  });

  it('lead no list of memories out of its order', async () => {
    const list = (scope: AccessScope) =>
      store.backend.listMemories(scope, { filter: { valid_at: T0 }, order: 'created_at', limit: 5 });
    for (const scope of [ANN, OWNER])
      for (const plan of await plansOf(() => list(scope))) {
        expect(plan).toMatch(/USING INDEX memories_by_created_at/);
        expect(plan).not.toContain('TEMP B-TREE');
      }
  });

  /** Of each statement that reads rows of the tenant in `work`, its plan on one line. */
  async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
    const ran: RunStatement[] = [];
    const stop = listenByFile((statement) => ran.push(statement));
    await work();
    stop();
    const raw = new Database(store.fileOf('acme'), { readonly: true });
    const plans = ran
      .filter(({ file, sql }) => file === store.fileOf('acme') && /^(?:SELECT|WITH)\b/.test(sql))
      .map(({ sql, bound }) =>
        (raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(bound) as { detail: string }[])
          .map(({ detail }) => detail)
          .join('; '),
      );
    raw.close();
    expect(plans.length).toBeGreaterThan(0);
    return plans;
  }
});
