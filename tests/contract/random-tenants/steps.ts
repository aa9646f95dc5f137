import fc from 'fast-check';
import type { RelationshipType } from '../../../src/domain/relationship-types.js';
import { ACTORS, type Actor, PROJECTS, TEAMS, TENANTS } from './people.js';
import { type Read, reads } from './reads.js';

/** Few ids, the same in every tenant, so that steps meet each other often. */
export const MEMORY_IDS = ['m0', 'm1', 'm2', 'm3', 'm4'] as const;
export const RELATIONSHIP_IDS = ['r0', 'r1', 'r2', 'r3'] as const;

/** Who shall see a memory; absent = left as it is, or not said. */
export interface Sharing {
  readonly visibility?: string;
  readonly team?: string;
  readonly project?: string;
}

/** What a step does; what it means is settled by the state that it meets. */
export type Deed =
  | { readonly kind: 'store'; readonly id: string; readonly sharing: Sharing; readonly once: boolean }
  | { readonly kind: 'update'; readonly id: string; readonly sharing: Sharing; readonly stale: boolean }
  | { readonly kind: 'delete' | 'undelete' | 'purge'; readonly id: string }
  | {
      readonly kind: 'relate';
      readonly id: string;
      readonly from: string;
      readonly to: string;
      readonly type: RelationshipType;
    }
  | { readonly kind: 'close'; readonly id: string; readonly by: string | null }
  | { readonly kind: 'weigh' | 'reopen' | 'purge_edge'; readonly id: string }
  | { readonly kind: 'use'; readonly ids: readonly string[]; readonly times: number }
  | {
      readonly kind: 'restore_use';
      readonly id: string;
      readonly user: string | null;
      readonly times: number;
    }
  | { readonly kind: 'answer'; readonly key: string; readonly names: string }
  | { readonly kind: 'alias'; readonly alias: string; readonly project: string | null }
  | { readonly kind: 'grant'; readonly team: string; readonly project: string; readonly granted: boolean }
  | { readonly kind: 'note'; readonly inCommit: boolean }
  | { readonly kind: 'repeat' | 'suspend' | 'add' }
  | { readonly kind: 'read'; readonly read: Read };

export interface Step {
  readonly actor: Actor;
  readonly deed: Deed;
}

const memoryId = fc.constantFrom(...MEMORY_IDS);
const relationshipId = fc.constantFrom(...RELATIONSHIP_IDS);
const sharing: fc.Arbitrary<Sharing> = fc.record(
  {
    visibility: fc.constantFrom('private', 'project', 'team', 'public', 'public', 'team'),
    team: fc.constantFrom(...TEAMS, '*', 'green'),
    project: fc.constantFrom(...PROJECTS),
  },
  { requiredKeys: [] },
);
const types = fc.constantFrom<RelationshipType>(
  'CAUSES',
  'CAUSES',
  'RELATED_TO',
  'REPLACES',
  'DEPRECATED_BY',
);
const seldom = fc.nat(4).map((pick) => pick === 0);

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('store' as const), id: memoryId, sharing, once: seldom }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('update' as const), id: memoryId, sharing, stale: seldom }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('delete' as const, 'undelete' as const), id: memoryId }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('purge' as const, 'purge_edge' as const),
      id: fc.oneof(memoryId, relationshipId),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('relate' as const),
      id: relationshipId,
      from: memoryId,
      to: memoryId,
      type: types,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('close' as const),
      id: relationshipId,
      by: fc.option(memoryId),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('weigh' as const, 'weigh' as const, 'reopen' as const),
      id: relationshipId,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('use' as const),
      ids: fc.array(memoryId, { minLength: 1, maxLength: 3 }),
      times: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('restore_use' as const),
      id: memoryId,
      user: fc.constantFrom('ann', 'ben', null),
      times: fc.nat(9),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      key: fc.constantFrom('k1', 'k2'),
      names: memoryId,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('alias' as const),
      alias: fc.constantFrom(...PROJECTS, 'p/old'),
      project: fc.constantFrom(...PROJECTS, null),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('grant' as const),
      team: fc.constantFrom(...TEAMS),
      project: fc.constantFrom(...PROJECTS),
      granted: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('note' as const), inCommit: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('repeat' as const, 'suspend' as const, 'add' as const) }),
  },
  { weight: 22, arbitrary: fc.record({ kind: fc.constant('read' as const), read: reads }) },
);

/** Each tenant begins with some memories and relationships, or the later steps would meet nothing. */
const OPENING = TENANTS.flatMap((tenant) => {
  const members = ACTORS.filter((actor) => actor.tenant === tenant && !actor.isOwner);
  const by = fc.constantFrom(...members);
  const store = (id: string) =>
    fc.record({
      actor: by,
      deed: fc.record({ kind: fc.constant('store' as const), id: fc.constant(id), sharing, once: seldom }),
    });
  return MEMORY_IDS.slice(0, 4).map(store);
});

/** Sequences of exactly so many steps. */
export function sequencesOf(steps: number): fc.Arbitrary<Step[]> {
  const rest = steps - OPENING.length;
  return fc
    .tuple(
      fc.tuple(...OPENING),
      fc.array(fc.record({ actor: fc.constantFrom(...ACTORS), deed }), { minLength: rest, maxLength: rest }),
    )
    .map(([first, others]) => [...first, ...others]);
}
