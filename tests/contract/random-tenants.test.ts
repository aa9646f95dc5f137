import { describe, expect, it } from 'vitest';
import { OPEN_WITH_TENANTS } from './open-backends.js';
import { allowedTo, canariesIn, mustHoldOnly } from './random-tenants/canaries.js';
import { ACTORS } from './random-tenants/people.js';
import { compareTenants } from './random-tenants.js';
import { memory, relationship } from './records.js';

const SAMPLE = { sequences: 25, steps: 60, seed: 20_261_122 };
const TIMEOUT_MS = 240_000;

describe('random operations by people of several tenants', () => {
  const { reference, ...others } = OPEN_WITH_TENANTS;
  if (reference === undefined) throw new Error('The reference backend is missing.');
  it.each(Object.entries(others))(
    '%s answers as the reference, and tells nobody what they may not see',
    async (_name, open) => {
      const tally = await compareTenants(reference, open, SAMPLE);
      expect(tally.operations).toBe(SAMPLE.sequences * SAMPLE.steps);
      // There was something to show, something to hide, something to write and something to refuse.
      expect(tally.shown).toBeGreaterThan(tally.operations);
      expect(tally.hidden).toBeGreaterThan(tally.operations / 10);
      expect(tally.committed).toBeGreaterThan(tally.operations / 10);
      expect(tally.refused).toBeGreaterThan(tally.operations / 20);
    },
    TIMEOUT_MS,
  );
});

describe('the look for what was told', () => {
  const ben = ACTORS.find(({ tenant, name }) => tenant === 'acme' && name === 'ben') ?? ACTORS[0];
  if (ben === undefined) throw new Error('There is nobody.');
  const mine = memory({ id: 'm0', content: 'zqa1', context: { visibility: 'public' } });
  const theirs = memory({ id: 'm1', content: 'zqa2', context: { visibility: 'private' } });
  const truth = {
    memories: new Map([mine, theirs].map((each) => [each.id, each])),
    versions: [memory({ id: 'm0', content: 'zqa3', context: { visibility: 'private' } })],
    relationships: [],
    formerRelationships: [],
  };
  const allowed = allowedTo(ben, truth, []);
  const look =
    (own: unknown, ofTenant: unknown = null) =>
    () =>
      mustHoldOnly({ own, ofTenant }, ben, allowed, new Set(['zqa9']));

  it('finds words of hidden memories, of hidden versions and of other tenants, and ids of hidden memories', () => {
    const edge = { from_memory_id: 'm0', to_memory_id: 'm0' };
    expect(look([mine, 'zqa9', new Map([['zqa1', 1]])])()).toBe(2);
    for (const told of [
      'zqa2',
      'zqa3',
      'zqb1',
      { text: 'x zqa2 y' },
      new Set(['zqa2']),
      new Map([['zqa2', 1]]),
    ])
      expect(look(told)).toThrow(/was told/);
    expect(look(null, ['zqa2'])()).toBe(0);
    expect(look(null, ['zqb2'])).toThrow(/was told/);
    expect(look([relationship({ id: 'r', ...edge })])()).toBe(0);
    expect(look([relationship({ id: 'r', ...edge, to_memory_id: 'm1' })])).toThrow(/was told/);
    expect(look({ deep: [relationship({ id: 'r', ...edge, invalidated_by: 'm1' })] })).toThrow(/was told/);
  });

  it('takes a word for what it is', () => {
    expect([...canariesIn(['a zqa12.', { zqb3: ['zqc4'] }, 'zq', 'zqa'])]).toEqual(['zqa12', 'zqb3', 'zqc4']);
  });
});
