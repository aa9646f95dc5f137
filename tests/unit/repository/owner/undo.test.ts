import { expect, it } from 'vitest';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import { createOwnerOperations } from '../../../../src/repository/owner/owner-operations.js';
import { describeOwner, MINUTE, type OwnerWorkshop } from './owner-workshop.js';

const OPERATOR = operatorScope('owner');

/** What readers see of every record, without the stamps of the last write. */
async function seen({ shop }: OwnerWorkshop): Promise<unknown> {
  const { scope } = shop.context;
  const valid_at = shop.now();
  const memories = await shop.backend.listMemories(scope, {
    filter: { valid_at, include_closed: true },
    order: 'created_at',
    limit: 1_000,
  });
  const relationships = await shop.backend.findRelationships(scope, { valid_at, limit: 1_000 });
  return {
    memories: memories.map(unstamped).sort(),
    relationships: relationships.map(unstamped).sort(),
  };
}

function unstamped(record: object): string {
  return JSON.stringify({ ...record, version: 0, updated_at: '', updated_by: '', recorded_at: '' });
}

async function changeSets({ shop }: OwnerWorkshop): Promise<number> {
  return (await shop.backend.counts(OPERATOR, shop.now())).versions;
}

describeOwner('undo', (open) => {
  it('takes back everything one user did since a time, and nothing before it or of others', async () => {
    const workshop = open();
    const { shop, owner, as, store } = workshop;
    const ann = as('ann');
    const old = await store('ann', { content: 'port 80' });
    const edited = await store('ben', { content: 'the text of ben' });
    const removed = await store('ben', { content: 'to be removed' });
    const edge = await ann.relationships.create({
      from_memory_id: old,
      to_memory_id: removed,
      relationship_type: 'SOLVES',
    });
    const strengthened = await as('ben').relationships.create({
      from_memory_id: old,
      to_memory_id: edited,
      relationship_type: 'CAUSES',
    });
    shop.pass(MINUTE);
    const before = await seen(workshop);
    const since = shop.now();
    await store('ben', { content: 'ben goes on' });
    shop.pass(MINUTE);
    await store('ann', { content: 'port 443', supersedes: [old] });
    await ann.memories.update(edited, { content: 'rewritten', importance: 0.9 });
    await ann.memories.update(edited, { content: 'rewritten again' });
    await ann.relationships.invalidate(edge.id, { invalidated_by: edited });
    await ann.relationships.reinforce(strengthened.id, { success: true });
    await ann.relationships.create({
      from_memory_id: edited,
      to_memory_id: removed,
      relationship_type: 'BLOCKS',
    });
    await ann.memories.remove(removed);
    shop.pass(MINUTE);

    const dry = await owner.undo({ by: 'ann', since, dry_run: true });
    const versions = await changeSets(workshop);
    const report = await owner.undo({ by: 'ann', since, dry_run: false });
    expect(report).toEqual(dry);
    expect(report.conflicts).toEqual([]);
    expect(report.undone.map(({ kind, how }) => `${kind} ${how}`).sort()).toEqual([
      'memory changed_back',
      'memory changed_back',
      'memory deleted',
      'memory undeleted',
      'relationship changed_back',
      'relationship changed_back',
      'relationship closed',
      'relationship closed',
    ]);
    expect(await changeSets(workshop)).toBe(versions + 8);
    const after = (await seen(workshop)) as { memories: string[] };
    const ours = after.memories.filter((each) => !each.includes('ben goes on'));
    expect({ ...after, memories: ours }).toEqual(before);

    shop.pass(MINUTE);
    expect(await owner.undo({ by: 'ann', since, dry_run: false })).toEqual({ undone: [], conflicts: [] });
    expect(await changeSets(workshop)).toBe(versions + 8);
    expect((await shop.backend.verify(OPERATOR)).faults).toEqual([]);
  });

  it('shows a relationship that was taken back at no time of the past', async () => {
    const { shop, owner, as, store } = open();
    const [a, b] = [await store('ben', { content: 'a' }), await store('ben', { content: 'b' })];
    const since = shop.now();
    shop.pass(MINUTE);
    await as('ann').relationships.create({ from_memory_id: a, to_memory_id: b, relationship_type: 'SOLVES' });
    shop.pass(MINUTE);
    const as_of = shop.now();
    shop.pass(MINUTE);
    expect((await as('ann').relationships.of(a, { as_of })).relationships).toHaveLength(1);
    await owner.undo({ by: 'ann', since, dry_run: false });
    expect((await as('ann').relationships.of(a, { as_of })).relationships).toEqual([]);
  });

  it('leaves what somebody else changed since, and says so', async () => {
    const { shop, owner, as, store } = open();
    const since = shop.now();
    const id = await store('ann', { content: 'of ann' });
    shop.pass(MINUTE);
    const at = shop.now();
    await as('ben').memories.update(id, { importance: 1 });
    shop.pass(MINUTE);
    const report = await owner.undo({ by: 'ann', since, dry_run: false });
    expect(report).toEqual({
      undone: [],
      conflicts: [{ kind: 'memory', id, title: 'of ann', reason: `ben changed it at ${at}` }],
    });
    expect((await as('ann').memories.get(id)).memory.importance).toBe(1);
  });

  it('goes by the time of recording, from since on and before until', async () => {
    const { shop, owner, store, titles } = open();
    await store('ann', { content: 'early', valid_from: '2030-01-01T00:00:00.000Z' });
    shop.pass(MINUTE);
    const since = shop.now();
    await store('ann', { content: 'middle', valid_from: '2020-01-01T00:00:00.000Z' });
    shop.pass(MINUTE);
    const until = shop.now();
    await store('ann', { content: 'late' });
    const report = await owner.undo({ by: 'ann', since, until, dry_run: false });
    expect(report.undone.map(({ title }) => title)).toEqual(['middle']);
    expect(await titles()).toEqual(['late']);
  });

  it('is repeatable for the user themselves, who goes on working', async () => {
    const workshop = open();
    const { shop, store, titles } = workshop;
    const own = createOwnerOperations({ ...shop.context, scope: operatorScope('ann') });
    const first = await store('ann', { content: 'kept' });
    shop.pass(MINUTE);
    const since = shop.now();
    await workshop.as('ann').memories.update(first, { content: 'a mistake' });
    shop.pass(MINUTE);
    expect((await own.undo({ by: 'ann', since, dry_run: false })).undone).toHaveLength(1);
    expect(await titles()).toEqual(['kept']);
    shop.pass(MINUTE);
    await workshop.as('ann').memories.update(first, { content: 'a second mistake' });
    await store('ann', { content: 'new mistake' });
    shop.pass(MINUTE);
    expect((await own.undo({ by: 'ann', since, dry_run: false })).undone).toHaveLength(2);
    expect(await titles()).toEqual(['kept']);
    expect(await own.undo({ by: 'ann', since, dry_run: false })).toEqual({ undone: [], conflicts: [] });
  });

  it('leaves out what stands against the rest, and does the rest', async () => {
    const { shop, owner, as, store } = open();
    const [a, b] = [await store('ben', { content: 'a' }), await store('ben', { content: 'b' })];
    const both = { from_memory_id: a, to_memory_id: b, relationship_type: 'SOLVES' } as const;
    const edge = await as('ben').relationships.create(both);
    shop.pass(MINUTE);
    const since = shop.now();
    await as('ann').relationships.invalidate(edge.id, {});
    await store('ann', { content: 'to go' });
    shop.pass(MINUTE);
    const equal = await as('ben').relationships.create(both);
    shop.pass(MINUTE);
    const report = await owner.undo({ by: 'ann', since, dry_run: false });
    expect(report.undone.map(({ title }) => title)).toEqual(['to go']);
    expect(report.conflicts).toMatchObject([
      { id: edge.id, reason: 'an equal relationship is there by now' },
    ]);
    const { relationships } = await as('ben').relationships.of(a);
    expect(relationships.map(({ id }) => id)).toEqual([equal.id]);
  });

  it('does not go back to a version whose text was purged', async () => {
    const { shop, owner, as, store } = open();
    const id = await store('ben', { content: 'a walrus' });
    shop.pass(MINUTE);
    const since = shop.now();
    await as('ann').memories.update(id, { content: 'a horse' });
    await owner.purge(await owner.planPurge({ containing: 'walrus' }));
    const report = await owner.undo({ by: 'ann', since, dry_run: false });
    expect(report.conflicts).toMatchObject([{ id, reason: 'its former text was purged' }]);
    expect((await as('ann').memories.get(id)).memory.content).toBe('a horse');
  });

  it('goes on where it was cut off, and works through more than a page', async () => {
    const { shop, owner, as, titles } = open();
    const since = shop.now();
    const contents = Array.from({ length: 450 }, (_, at) => `memory number ${at}`);
    for (let from = 0; from < contents.length; from += 50) {
      shop.pass(1);
      await as('ann').memories.store(
        contents.slice(from, from + 50).map((content) => ({ type: 'general', content })),
        {},
      );
    }
    shop.pass(MINUTE);
    const stop = new AbortController();
    const cut = owner.undo(
      { by: 'ann', since, dry_run: false },
      { signal: stop.signal, onProgress: (done) => (done >= 100 ? stop.abort() : undefined) },
    );
    await expect(cut).rejects.toMatchObject({ code: 'cancelled' });
    const report = await owner.undo({ by: 'ann', since, dry_run: false });
    expect(report.undone).toHaveLength(350);
    expect(await titles()).toEqual([]);
  });
});
