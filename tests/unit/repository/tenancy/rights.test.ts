import { describe, expect, it } from 'vitest';
import type { NewMemory } from '../../../../src/domain/new-memory.js';
import { describeTenancy, outcome, refusal, type TenantWorkshop, type Who } from './tenant-workshop.js';

type Sharing = Pick<NewMemory, 'visibility' | 'team_id'>;
const TEAM: Sharing = { visibility: 'team', team_id: 'red' };
const PUBLIC: Sharing = { visibility: 'public' };
const PRIVATE: Sharing = { visibility: 'private' };

/** What each deed to a memory of ann's comes to, for each of them. */
const DEEDS: Readonly<Record<string, (shop: TenantWorkshop, who: Who, id: string) => Promise<unknown>>> = {
  read: ({ as }, who, id) => as(who).memories.get(id),
  edit: ({ as }, who, id) => as(who).memories.update(id, { summary: `by ${who}` }),
  remove: ({ as }, who, id) => as(who).memories.remove(id),
  share: ({ as }, who, id) => as(who).memories.share(id, { visibility: 'public' }),
  replace: ({ store }, who, id) => store(who, { content: 'anew', visibility: 'private', supersedes: [id] }),
  relate: async ({ as, store }, who, id) =>
    as(who).relationships.create({
      from_memory_id: await store(who, { content: 'other', visibility: 'private' }),
      to_memory_id: id,
      relationship_type: 'RELATED_TO',
    }),
  deprecate: async ({ as, store }, who, id) =>
    as(who).relationships.create({
      from_memory_id: id,
      to_memory_id: await store(who, { content: 'other', visibility: 'private' }),
      relationship_type: 'DEPRECATED_BY',
    }),
};

const YES = 'done';
const NO = 'forbidden';
const NONE = 'not_found';

/** In the order of DEEDS. What a role may do at all is asked before, of the role. */
const TABLE: readonly (readonly [name: string, sharing: Sharing, who: Who, outcomes: readonly string[]])[] = [
  //                         read edit remove share replace relate deprecate
  ['team', TEAM, 'ann', [YES, YES, YES, YES, YES, YES, YES]],
  ['team', TEAM, 'ben', [YES, YES, NO, NO, YES, YES, YES]],
  ['team', TEAM, 'cat', [YES, NO, NO, NO, NO, YES, NO]],
  ['team', TEAM, 'dan', [NONE, NONE, NONE, NONE, NONE, NONE, NONE]],
  ['team', TEAM, 'eve', [NONE, NONE, NONE, NONE, NONE, NONE, NONE]],
  ['team', TEAM, 'foreign', [NONE, NONE, NONE, NONE, NONE, NONE, NONE]],
  ['public', PUBLIC, 'ann', [YES, YES, YES, YES, YES, YES, YES]],
  ['public', PUBLIC, 'ben', [YES, NO, NO, NO, NO, YES, NO]],
  ['public', PUBLIC, 'cat', [YES, NO, NO, NO, NO, YES, NO]],
  ['public', PUBLIC, 'eve', [YES, YES, YES, YES, YES, YES, YES]],
  ['public', PUBLIC, 'foreign', [NONE, NONE, NONE, NONE, NONE, NONE, NONE]],
  ['private', PRIVATE, 'ann', [YES, YES, YES, YES, YES, YES, YES]],
  ['private', PRIVATE, 'ben', [NONE, NONE, NONE, NONE, NONE, NONE, NONE]],
  ['private', PRIVATE, 'eve', [NONE, NONE, NONE, NONE, NONE, NONE, NONE]],
];

describeTenancy('what may be done to a memory of another', (open) => {
  it.each(TABLE)('%s: %o by %s', async (_name, sharing, who, expected) => {
    const shop = open();
    const outcomes: string[] = [];
    for (const deed of Object.values(DEEDS)) {
      const id = await shop.store('ann', { content: 'of ann', ...sharing, on_duplicate: 'store' });
      const before = await shop.read(id);
      const result = await outcome(deed(shop, who, id));
      outcomes.push(result);
      if (result !== YES) expect(await shop.read(id)).toEqual(before);
    }
    expect(outcomes).toEqual(expected);
  });

  it('what is not one’s own is told like what is not there, word for word', async () => {
    const shop = open();
    for (const [name, deed] of Object.entries(DEEDS)) {
      const hidden = await shop.store('ann', { content: `of ann, ${name}`, visibility: 'private' });
      const none = 'id-none';
      expect([name, await refusal(deed(shop, 'ben', hidden), hidden)]).toEqual([
        name,
        await refusal(deed(shop, 'ben', none), none),
      ]);
      expect([name, await refusal(deed(shop, 'foreign', hidden), hidden)]).toEqual([
        name,
        await refusal(deed(shop, 'foreign', none), none),
      ]);
    }
  });

  it('first it must be seen, then allowed, then of the version that was expected', async () => {
    const { as, store } = open();
    const hidden = await store('ann', { content: 'hidden', ...PRIVATE });
    const shown = await store('ann', { content: 'shown', ...PUBLIC });
    const shared = await store('ann', { content: 'shared', ...TEAM });
    const stale = 7;
    for (const [id, expected] of [
      [hidden, NONE],
      [shown, NO],
    ] as const) {
      expect(await outcome(as('ben').memories.update(id, { summary: 'x' }, stale))).toBe(expected);
      expect(await outcome(as('ben').memories.remove(id, stale))).toBe(expected);
      expect(await outcome(as('ben').memories.share(id, { visibility: 'public' }, stale))).toBe(expected);
    }
    expect(await outcome(as('ben').memories.update(shared, { summary: 'x' }, stale))).toBe('conflict');
    expect(await outcome(as('ann').memories.remove(hidden, stale))).toBe('conflict');
    expect(await outcome(as('ann').memories.share(hidden, { visibility: 'public' }, stale))).toBe('conflict');
  });
});

describeTenancy('what may be done to a relationship of another', (open) => {
  const between = async (shop: TenantWorkshop, sharing: Sharing) => {
    const from = await shop.store('ann', { content: 'one', ...sharing });
    const to = await shop.store('ann', { content: 'two', ...sharing });
    const { id } = await shop.as('ann').relationships.create({
      from_memory_id: from,
      to_memory_id: to,
      relationship_type: 'CAUSES',
    });
    return id;
  };

  it.each([
    ['team', TEAM, { ann: YES, ben: YES, cat: NO, dan: NONE, eve: NONE, foreign: NONE }],
    ['public', PUBLIC, { ann: YES, ben: NO, cat: NO, dan: NO, eve: YES, foreign: NONE }],
    ['private', PRIVATE, { ann: YES, ben: NONE, cat: NONE, dan: NONE, eve: NONE, foreign: NONE }],
  ] as const)('between memories that are %s', async (_name, sharing, expected) => {
    const shop = open();
    const id = await between(shop, sharing);
    for (const [who, wanted] of Object.entries(expected) as [Who, string][]) {
      const { relationships } = shop.as(who);
      expect([who, await outcome(relationships.reinforce(id, { success: true }))]).toEqual([who, wanted]);
    }
    for (const [who, wanted] of (Object.entries(expected) as [Who, string][]).reverse()) {
      const { relationships } = shop.as(who);
      const result = await outcome(relationships.invalidate(id, {}));
      // Who comes after the first that could finds it closed.
      expect([who, result === 'already_closed' ? YES : result]).toEqual([who, wanted]);
    }
  });

  it('one’s own between memories of others is one’s own', async () => {
    const { as, store } = open();
    const [from, to] = [
      await store('ann', { content: 'one', ...PUBLIC }),
      await store('ann', { content: 'two', ...PUBLIC }),
    ];
    const { id } = await as('ben').relationships.create({
      from_memory_id: from,
      to_memory_id: to,
      relationship_type: 'CAUSES',
    });
    expect(await outcome(as('ann').relationships.reinforce(id, { success: true }))).toBe(YES);
    expect(await outcome(as('dan').relationships.reinforce(id, { success: true }))).toBe(NO);
    expect(await outcome(as('ben').relationships.invalidate(id, {}))).toBe(YES);
  });

  it('what ended it must be visible to who ends it', async () => {
    const { as, store } = open();
    const own = await store('ben', { content: 'of ben', ...PRIVATE });
    const hidden = await store('ann', { content: 'of ann', ...PRIVATE });
    const shop = open();
    const id = await between(shop, TEAM);
    expect(await outcome(as('ben').relationships.invalidate(id, { invalidated_by: hidden }))).toBe(NONE);
    const ended = await as('ben').relationships.invalidate(id, { invalidated_by: own });
    expect(ended.invalidated_by).toBe(own);
    const seen = await as('ann').relationships.of(ended.from_memory_id, { include_closed: true });
    expect(seen.relationships.map(({ invalidated_by }) => invalidated_by)).toEqual([null]);
  });
});

describe('the table', () => {
  it('has an outcome for each deed', () => {
    for (const [, , , outcomes] of TABLE) expect(outcomes).toHaveLength(Object.keys(DEEDS).length);
  });
});
