import { expect, it } from 'vitest';
import { createOwnerOperations } from '../../../../src/repository/owner/owner-operations.js';
import { describeOwner, MINUTE } from './owner-workshop.js';

describeOwner('undelete', (open) => {
  it('brings a memory back as a new version, with its relationships and its words', async () => {
    const { shop, owner, as, store } = open();
    const id = await store('ann', { content: 'the tiger sings' });
    const other = await store('ann', { content: 'another' });
    const edge = { from_memory_id: id, to_memory_id: other, relationship_type: 'SOLVES' } as const;
    await as('ann').relationships.create(edge);
    shop.pass(MINUTE);
    await as('ann').memories.remove(id);
    expect((await as('ann').relationships.of(other)).relationships).toEqual([]);
    shop.pass(MINUTE);
    expect(await owner.undelete(id)).toEqual({
      id,
      title: 'the tiger sings',
      version: 3,
      valid_until: null,
      duplicate_of: null,
    });
    const { memory } = await as('ann').memories.get(id);
    expect(memory).toMatchObject({ content: 'the tiger sings', deleted_at: null, updated_by: 'owner' });
    expect((await as('ann').relationships.of(other)).relationships).toHaveLength(1);
    const versions = await as('ann').history.ofMemory(id);
    expect(versions.map((each) => each.memory.deleted_at !== null)).toEqual([false, true, false]);
    const found = await shop.backend.termStatistics(shop.context.scope, ['tiger']);
    expect(found.document_counts.get('tiger')).toBe(1);
  });

  it('refuses what is not deleted and what is not there', async () => {
    const { owner, store } = open();
    const id = await store('ann', { content: 'live' });
    await expect(owner.undelete(id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(owner.undelete('nobody')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('leaves a replaced memory closed, and its deleted successor may come back as well', async () => {
    const { shop, owner, as, store } = open();
    const old = await store('ann', { content: 'port 80' });
    shop.pass(MINUTE);
    const successor = await store('ann', { content: 'port 443', supersedes: [old] });
    shop.pass(MINUTE);
    const closed = (await as('ann').memories.get(old)).memory.valid_until;
    await as('ann').memories.remove(successor);
    await as('ann').memories.remove(old);
    expect((await owner.undelete(old)).valid_until).toBe(closed);
    expect((await owner.undelete(successor)).valid_until).toBeNull();
    expect((await as('ann').relationships.of(successor)).relationships).toMatchObject([{ type: 'REPLACES' }]);
  });

  it('names an equal memory that was stored meanwhile, and keeps both', async () => {
    const { owner, as, store } = open();
    const id = await store('ann', { content: 'said twice' });
    await as('ann').memories.remove(id);
    const again = await store('ann', { content: 'said twice' });
    expect((await owner.undelete(id)).duplicate_of).toBe(again);
    expect((await as('ann').memories.get(again)).memory.content).toBe('said twice');
  });

  it('refuses where a relationship that comes back would close a circle', async () => {
    const { shop, owner, as, store } = open();
    const [a, b, c] = [
      await store('ann', { content: 'a' }),
      await store('ann', { content: 'b' }),
      await store('ann', { content: 'c' }),
    ];
    const cause = (from_memory_id: string, to_memory_id: string) =>
      as('ann').relationships.create({ from_memory_id, to_memory_id, relationship_type: 'CAUSES' });
    await cause(a, b);
    await cause(b, c);
    await as('ann').memories.remove(b);
    const closing = await cause(c, a);
    await expect(owner.undelete(b)).rejects.toMatchObject({ code: 'cycle' });
    await expect(owner.undelete(b)).rejects.toThrow(/close a circle of CAUSES/);
    await as('ann').relationships.invalidate(closing.id, {});
    shop.pass(MINUTE);
    expect((await owner.undelete(b)).id).toBe(b);
  });

  it('is for the owner alone', () => {
    const { shop } = open();
    expect(() => createOwnerOperations(shop.context)).toThrow(/Only the owner/);
  });
});
