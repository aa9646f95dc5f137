import { expect, it } from 'vitest';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import { everything } from '../../../contract/random/ask.js';
import { describeOwner, MINUTE, type OwnerWorkshop } from './owner-workshop.js';

const OPERATOR = operatorScope('owner');

async function dump({ shop }: OwnerWorkshop): Promise<string> {
  return JSON.stringify(await everything(shop.backend, OPERATOR));
}

describeOwner('purge', (open) => {
  it('erases memories with all that is kept of them, tombstones as well', async () => {
    const workshop = open();
    const { shop, owner, as, store } = workshop;
    const live = await store('ann', { content: 'first walrus' });
    await as('ann').memories.update(live, { content: 'second walrus' });
    const deleted = await store('ben', { content: 'third walrus' });
    const kept = await store('ben', { content: 'a horse' });
    await as('ben').relationships.create({
      from_memory_id: kept,
      to_memory_id: live,
      relationship_type: 'SOLVES',
    });
    await as('ben').memories.remove(deleted);
    const plan = await owner.planPurge({ ids: [live, deleted, live] });
    expect(plan.memories).toEqual([
      { id: live, title: 'second walrus', deleted: false },
      { id: deleted, title: 'third walrus', deleted: true },
    ]);
    expect(plan).toMatchObject({ with_versions: 2, with_relationships: 1 });
    await owner.purge(plan);
    await owner.scrub();
    const left = await dump(workshop);
    expect(left).not.toMatch(/walrus/);
    expect(left).not.toContain(live);
    expect(await workshop.titles()).toEqual(['a horse']);
    expect((await shop.backend.verify(OPERATOR)).faults).toEqual([]);
    await owner.purge(plan);
  });

  it('refuses an id that is not there before anything is erased', async () => {
    const { owner, store, titles } = open();
    const id = await store('ann', { content: 'stays' });
    await expect(owner.planPurge({ ids: [id, 'nobody'] })).rejects.toMatchObject({ code: 'not_found' });
    expect(await titles()).toEqual(['stays']);
  });

  it('finds tombstones by the time of their deletion', async () => {
    const { shop, owner, as, store } = open();
    const [early, late] = [await store('ann', { content: 'early' }), await store('ann', { content: 'late' })];
    await store('ann', { content: 'live' });
    await as('ann').memories.remove(early);
    shop.pass(MINUTE);
    const time = shop.now();
    await as('ann').memories.remove(late);
    const plan = await owner.planPurge({ deleted_before: time });
    expect(plan.memories.map(({ id }) => id)).toEqual([early]);
  });

  it('finds a text wherever it stands, without regard to case', async () => {
    const { owner, as, store } = open();
    const inText = await store('ann', { content: 'The WALRUS sings' });
    const inTag = await store('ann', { content: 'one', tags: ['walrus'] });
    const inContext = await store('ann', {
      content: 'two',
      context: { additional_metadata: { pets: [{ walrus: 1 }] } },
    });
    const inSummary = await store('ann', { content: 'three', summary: 'Walrus' });
    const closed = await store('ann', { content: 'four walruses' });
    await store('ann', { content: 'five', supersedes: [closed] });
    const deleted = await store('ann', { content: 'six', title: 'walrus' });
    await as('ann').memories.remove(deleted);
    const plan = await owner.planPurge({ containing: 'wAlrus' });
    expect(plan.memories.map(({ id }) => id).sort()).toEqual(
      [inText, inTag, inContext, inSummary, closed, deleted].sort(),
    );
  });

  it('does not take a name of a user, a type or an id for a text', async () => {
    const { owner, store } = open();
    const id = await store('ann', { content: 'one' });
    for (const containing of ['ann', 'general', id])
      expect((await owner.planPurge({ containing })).memories).toEqual([]);
    await expect(owner.planPurge({ containing: ' a ' })).rejects.toMatchObject({ code: 'invalid_argument' });
  });

  it('erases the text of former versions alone where the memory itself has none of it', async () => {
    const workshop = open();
    const { shop, owner, as, store } = workshop;
    const id = await store('ann', { content: 'a walrus', summary: 'walrus' });
    await as('ann').memories.update(id, { content: 'a horse', summary: 'horse' });
    await as('ann').memories.update(id, { content: 'a horse and a cow' });
    const deleted = await store('ann', { content: 'walrus again' });
    await as('ann').memories.update(deleted, { content: 'nothing' });
    await as('ann').memories.remove(deleted);
    const plan = await owner.planPurge({ containing: 'walrus' });
    expect(plan.memories).toEqual([]);
    expect(plan.histories.map((each) => each.id).sort()).toEqual([id, deleted].sort());
    await owner.purge(plan);
    expect(await dump(workshop)).not.toMatch(/walrus/i);
    const versions = await as('ann').history.ofMemory(id);
    expect(versions.map(({ memory }) => [memory.version, memory.content])).toEqual([
      [1, '(purged)'],
      [2, 'a horse'],
      [3, 'a horse and a cow'],
    ]);
    expect((await owner.planPurge({ containing: 'walrus' })).histories).toEqual([]);
    expect((await shop.backend.verify(OPERATOR)).faults).toEqual([]);
  });

  it('erases relationships for their context, or the context of their former versions', async () => {
    const workshop = open();
    const { shop, owner, as, store } = workshop;
    const [a, b] = [await store('ann', { content: 'a' }), await store('ann', { content: 'b' })];
    const relate = (relationship_type: 'SOLVES' | 'CAUSES' | 'BLOCKS', context: string) =>
      as('ann').relationships.create({ from_memory_id: a, to_memory_id: b, relationship_type, context });
    const now = await relate('SOLVES', 'near the Walrus');
    const once = await relate('CAUSES', 'near the walrus');
    await relate('BLOCKS', 'near the horse');
    // No operation changes a context yet; a store may hold such a history all the same.
    const [former] = await shop.backend.findRelationships(OPERATOR, { ids: [once.id], limit: 1 });
    if (former === undefined) throw new Error('not there');
    const next = { ...former, version: 2, context: 'elsewhere' };
    await shop.backend.commit(OPERATOR, {
      id: 'change',
      at: shop.now(),
      preconditions: [],
      changes: [{ kind: 'put_relationship', relationship: next, former }],
    });
    const plan = await owner.planPurge({ containing: 'walrus' });
    expect(plan).toMatchObject({
      memories: [],
      relationships: [now.id],
      relationship_histories: [once.id],
    });
    await owner.purge(plan);
    expect(await dump(workshop)).not.toMatch(/walrus/i);
    const { relationships } = await as('ann').relationships.of(a);
    expect(relationships.map(({ type }) => type).sort()).toEqual(['BLOCKS', 'CAUSES']);
    expect((await as('ann').history.ofRelationship(once.id)).map((v) => v.relationship.context)).toEqual([
      null,
      'elsewhere',
    ]);
  });

  it('forgets answers that hold the text, or a title that a memory had then', async () => {
    const { shop, owner, as, store } = open();
    const long = 'walrus sings in the cold water near the old harbour every single morning';
    const id = await store('ann', { content: long });
    const keep = (key: string, content: string) =>
      as('ann').memories.store([{ type: 'general', content }], {
        idempotency: { tool: 'store_memory', key, body: content },
      });
    const [near] = await keep('k1', `${long} and evening`);
    await keep('k2', 'a horse');
    expect(near?.near_duplicates.map((each) => each.id)).toEqual([id]);
    await as('ann').memories.update(id, { content: 'a cow' });
    await as('ann').memories.update(near?.id ?? '', { content: 'a pig' });
    await owner.purge(await owner.planPurge({ containing: 'walrus' }));
    const answer = (key: string) =>
      shop.backend.findIdempotency(
        { ...shop.context.scope, user_id: 'ann' } as typeof OPERATOR,
        'store_memory',
        key,
        shop.now(),
      );
    expect(await answer('k1')).toBeNull();
    expect(await answer('k2')).not.toBeNull();
  });

  it('finds a text that only a key of a call or another name of a project holds', async () => {
    const { shop, owner, as } = open();
    const idempotency = { tool: 'store_memory', key: 'the-walrus-call', body: '' };
    await as('ann').memories.store([{ type: 'general', content: 'a horse' }], { idempotency });
    await shop.backend.commit(OPERATOR, {
      id: 'alias',
      at: shop.now(),
      preconditions: [],
      changes: [{ kind: 'put_project_alias', alias: 'acme/Walrus', project_id: 'acme/horse' }],
    });
    const plan = await owner.planPurge({ containing: 'walrus' });
    expect(plan).toMatchObject({ memories: [], answers: 1, project_aliases: ['acme/Walrus'] });
    await owner.purge(plan);
    expect(await owner.planPurge({ containing: 'walrus' })).toMatchObject({
      answers: 0,
      project_aliases: [],
    });
  });

  it('stops between two change sets where it is called off', async () => {
    const { owner, store, titles } = open();
    const id = await store('ann', { content: 'stays' });
    const plan = await owner.planPurge({ ids: [id] });
    await expect(owner.purge(plan, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await titles()).toEqual(['stays']);
  });
});
