import { deepStrictEqual } from 'node:assert';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MultiTenantBackend } from '../../src/contracts/tenancy.js';
import { isVisibleTo } from '../../src/domain/visible-to.js';
import { OPEN_WITH_TENANTS } from './open-backends.js';
import { T0 } from './records.js';
import { answersOf, expectedAnswers } from './truth-table/answers.js';
import {
  GRANTS,
  grantsOf,
  memoryOf,
  nameOf,
  PEOPLE,
  scopeOf,
  TENANTS,
  thingsOf,
} from './truth-table/combinations.js';
import { type Person, sees } from './truth-table/oracle.js';
import { HUBS, plant, WITH_HISTORY } from './truth-table/planted.js';

const TIMEOUT_MS = 240_000;
const THINGS = TENANTS.flatMap(thingsOf);
const ALL_IDS = [...HUBS, ...WITH_HISTORY.map(({ id }) => id), ...thingsOf('acme').map(({ id }) => id)];

/** Who has which role plays no part in what is seen, but in what is asked all the same. */
const GROUPS = TENANTS.flatMap((tenant) =>
  ['ann', 'ben'].flatMap((name) =>
    ['', 'viewer', 'user', 'admin'].map((role) => [tenant, name, role] as const),
  ),
);
const groupOf = (tenant: string, name: string, role: string) =>
  PEOPLE.filter((who) => who.tenant === tenant && who.name === name && (who.roles[0] ?? '') === role);

/** Names the person whose answers differ. */
function mustEqual(who: Person, actual: unknown, expected: unknown): void {
  try {
    deepStrictEqual(actual, expected);
  } catch (difference) {
    throw new Error(`${nameOf(who)}: ${difference instanceof Error ? difference.message : 'differs'}`);
  }
}

describe('the truth table of visibility', () => {
  it('has every combination once', () => {
    expect(PEOPLE).toHaveLength(2 * 2 * 4 * 4 * 4);
    expect(new Set(PEOPLE.map(nameOf)).size).toBe(PEOPLE.length);
    expect(THINGS).toHaveLength(2 * 8 * 5 * 4 * 2);
    expect(new Set(THINGS.map(({ thing }) => JSON.stringify(Object.values(thing)))).size).toBeGreaterThan(0);
  });

  it('is the same in plain code and in the rules', () => {
    let seen = 0;
    let asked = 0;
    for (const who of PEOPLE) {
      const scope = scopeOf(who, grantsOf(who.tenant));
      for (const { id, thing } of thingsOf(who.tenant)) {
        const memory = memoryOf({ id, thing });
        const plain = memory.deleted_at === null && isVisibleTo(memory, scope);
        if (plain !== sees(who, thing, GRANTS))
          throw new Error(`${nameOf(who)} ${JSON.stringify(thing)}: ${plain}`);
        seen += plain ? 1 : 0;
        asked += 1;
      }
    }
    expect(asked).toBe(PEOPLE.length * 320);
    // Neither all nor nothing: a rule that says one thing always would not be found out otherwise.
    expect(seen / asked).toBeGreaterThan(0.2);
    expect(seen / asked).toBeLessThan(0.6);
  });

  it.each(TENANTS)('shows nothing of %s to anybody of another tenant', (tenant) => {
    for (const who of PEOPLE.filter((each) => each.tenant !== tenant))
      for (const { thing } of thingsOf(tenant)) expect(sees(who, thing, GRANTS)).toBe(false);
  });
});

describe.each(Object.entries(OPEN_WITH_TENANTS))(
  'the truth table of visibility in backend %s',
  (_name, open) => {
    let backend: MultiTenantBackend;
    beforeAll(async () => {
      backend = await open();
      await plant(backend);
    }, TIMEOUT_MS);
    afterAll(() => backend.close());

    it('takes what is granted to teams from the store', async () => {
      for (const tenant of TENANTS) {
        const asked = scopeOf({ tenant, name: 'x', teams: [], projects: [], roles: [] }, []);
        expect(await backend.projectGrants(asked)).toEqual(
          grantsOf(tenant).sort((a, b) => (a.team_id < b.team_id ? -1 : 1)),
        );
      }
    });

    it.each(GROUPS)(
      'answers as the rules say: %s, %s, %s',
      async (tenant, name, role) => {
        const people = groupOf(tenant, name, role);
        expect(people).toHaveLength(16);
        for (const who of people) {
          const scope = scopeOf(who, grantsOf(tenant));
          mustEqual(who, await answersOf(backend, scope, ALL_IDS), expectedAnswers(who));
        }
      },
      TIMEOUT_MS,
    );

    it(
      'finds duplicates among what is visible alone',
      async () => {
        for (const who of PEOPLE.filter(({ roles }) => roles[0] === 'user')) {
          const scope = scopeOf(who, grantsOf(who.tenant));
          const found = await Promise.all(
            thingsOf(who.tenant).map(({ id, thing }) =>
              backend.findDuplicate(scope, {
                content_hash: `${thing.tenant} word ${id}`,
                created_by: 'ann',
                visibility: thing.visibility ?? null,
                team_id: thing.team ?? null,
                at: T0,
              }),
            ),
          );
          const expected = thingsOf(who.tenant).map(({ id, thing }) =>
            sees(who, thing, GRANTS) ? id : null,
          );
          mustEqual(who, found, expected);
        }
      },
      TIMEOUT_MS,
    );
  },
);
