import { describe, expect, it } from 'vitest';
import { localPrincipal } from '../../../src/auth/local.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import { operatorScope, scopeFor } from '../../../src/policy/access-scope.js';
import { mayChangeRelationship, mayDelete, mayEdit, mayShare } from '../../../src/policy/record-rights.js';
import { relationship } from '../../contract/records.js';
import {
  GRANTS,
  grantsOf,
  memoryOf,
  nameOf,
  PEOPLE,
  scopeOf,
  thingsOf,
} from '../../contract/truth-table/combinations.js';
import { type Person, rightsOver, sees, type Thing } from '../../contract/truth-table/oracle.js';

const TENANT = 'acme';
const MEMBERS = PEOPLE.filter((who) => who.tenant === TENANT);
const LIVE = thingsOf(TENANT).filter(({ thing }) => !thing.deleted);
const scopeIn = (who: Person): AccessScope => scopeOf(who, grantsOf(TENANT));

describe('the truth table of rights over a memory that is seen', () => {
  it('is the same in plain code and in the rules: every combination', () => {
    const counted = { asked: 0, edit: 0, remove: 0, share: 0 };
    for (const who of MEMBERS) {
      const scope = scopeIn(who);
      for (const kept of LIVE.filter(({ thing }) => sees(who, thing, GRANTS))) {
        const memory = memoryOf(kept);
        const actual = {
          edit: mayEdit(scope, memory),
          remove: mayDelete(scope, memory),
          share: mayShare(scope, memory),
        };
        const expected = rightsOver(who, kept.thing);
        if (JSON.stringify(actual) !== JSON.stringify(expected))
          throw new Error(`${nameOf(who)} ${JSON.stringify({ thing: kept.thing, actual, expected })}`);
        counted.asked += 1;
        for (const right of ['edit', 'remove', 'share'] as const) counted[right] += expected[right] ? 1 : 0;
      }
    }
    expect(counted.asked).toBeGreaterThan(10_000);
    expect(counted.edit).toBeGreaterThan(counted.remove);
    expect(counted.remove).toBe(counted.share);
    expect(counted.remove).toBeLessThan(counted.asked);
  });

  it('gives a member nothing over what is not seen, but to an admin and its maker, who are asked of nothing else', () => {
    for (const who of MEMBERS.filter(({ name, roles }) => name !== 'ann' && !roles.includes('admin'))) {
      const scope = scopeIn(who);
      for (const kept of LIVE.filter(({ thing }) => !sees(who, thing, GRANTS))) {
        const memory = memoryOf(kept);
        expect([mayEdit(scope, memory), mayDelete(scope, memory), mayShare(scope, memory)]).toEqual([
          false,
          false,
          false,
        ]);
      }
    }
  });

  it('is everything without a rule: the owner of a store without tenants, and the operator', () => {
    for (const scope of [scopeFor(localPrincipal('ben')), operatorScope('ben', TENANT)])
      for (const kept of LIVE) {
        const memory = memoryOf(kept);
        expect([mayEdit(scope, memory), mayDelete(scope, memory), mayShare(scope, memory)]).toEqual([
          true,
          true,
          true,
        ]);
      }
  });
});

describe('the truth table of rights over a relationship', () => {
  const ENDS: readonly Omit<Thing, 'tenant' | 'deleted'>[] = [
    { creator: 'ann', visibility: 'public', team: undefined, project: undefined },
    { creator: 'ben', visibility: 'public', team: undefined, project: undefined },
    { creator: 'cat', visibility: 'team', team: 'red', project: undefined },
    { creator: 'cat', visibility: 'team', team: '*', project: undefined },
    { creator: 'cat', visibility: 'team', team: undefined, project: undefined },
    { creator: 'cat', visibility: 'public', team: 'red', project: undefined },
  ];
  const thing = (facts: (typeof ENDS)[number]): Thing => ({ ...facts, tenant: TENANT, deleted: false });

  it('is the maker’s, an admin’s, and who may edit both of its memories', () => {
    const counted = { asked: 0, given: 0 };
    for (const who of MEMBERS)
      for (const creator of ['ann', 'ben', 'cat'])
        for (const from of ENDS.map(thing))
          for (const to of ENDS.map(thing)) {
            const scope = scopeIn(who);
            const ends = [from, to].map((each, at) => memoryOf({ id: `m${at}`, thing: each }));
            const edge = relationship({
              id: 'r',
              from_memory_id: 'm0',
              to_memory_id: 'm1',
              created_by: creator,
            });
            const isOwn = creator === who.name || who.roles.includes('admin');
            const expected = isOwn || (rightsOver(who, from).edit && rightsOver(who, to).edit);
            if (mayChangeRelationship(scope, edge, ends) !== expected)
              throw new Error(`${nameOf(who)} ${JSON.stringify({ creator, from, to, expected })}`);
            counted.asked += 1;
            counted.given += expected ? 1 : 0;
          }
    expect(counted.asked).toBe(MEMBERS.length * 3 * 36);
    expect(counted.given).toBeGreaterThan(counted.asked / 10);
    expect(counted.given).toBeLessThan(counted.asked);
  });

  it('needs both memories: one that was not found gives nothing', () => {
    const own = memoryOf({ id: 'm0', thing: { ...thing(ENDS[0] as (typeof ENDS)[number]), creator: 'ben' } });
    const edge = relationship({ id: 'r', from_memory_id: 'm0', to_memory_id: 'm1', created_by: 'cat' });
    const ben = scopeIn({ tenant: TENANT, name: 'ben', teams: [], projects: [], roles: ['user'] });
    expect(mayChangeRelationship(ben, edge, [own, own])).toBe(true);
    expect(mayChangeRelationship(ben, edge, [own])).toBe(false);
    expect(mayChangeRelationship(ben, edge, [])).toBe(false);
    expect(mayChangeRelationship(ben, edge, [own, own, own])).toBe(false);
  });

  it('is everything without a rule', () => {
    const edge = relationship({ id: 'r', from_memory_id: 'm0', to_memory_id: 'm1', created_by: 'cat' });
    expect(mayChangeRelationship(operatorScope('x', TENANT), edge, [])).toBe(true);
    expect(mayChangeRelationship(scopeFor(localPrincipal('x')), edge, [])).toBe(true);
  });
});
