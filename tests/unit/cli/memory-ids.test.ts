import { describe, expect, it } from 'vitest';
import { resolveId, shortIds } from '../../../src/cli/looking/memory-ids.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { openWorkshop } from '../../support/repositories.js';

/** A store with these ids, each once; looked up as the command line looks them up. */
async function lookupOf(ids: readonly string[]) {
  let next = 0;
  const { context, repositories } = await openWorkshop();
  const { createRepositories } = await import('../../../src/repository/create-repositories.js');
  const { memories } = createRepositories({
    ...context,
    ids: { next: () => (next % 2 === 0 ? (ids[next++ / 2] ?? `x${next}`) : `change-${next++}`) },
  });
  for (const id of ids) await memories.store([{ type: 'fact', content: `text of ${id}` }], {});
  return repositories.memories;
}
const noTitles = async (ids: readonly string[]) => new Map(ids.map((id) => [id, `title of ${id}`]));

async function problemOf(work: Promise<unknown>): Promise<MemoryGraphError> {
  const thrown = await work.catch((error: unknown) => error);
  if (thrown instanceof MemoryGraphError) return thrown;
  throw new Error('did not fail');
}

describe('resolveId', () => {
  it('takes an id, and its beginning where that is one memory alone', async () => {
    const lookup = await lookupOf(['abcd-1', 'abcd-2', 'abc', 'wxyz-1']);
    expect(await resolveId(lookup, 'abcd-1', noTitles)).toBe('abcd-1');
    expect(await resolveId(lookup, 'wxyz', noTitles)).toBe('wxyz-1');
    // A whole id that others begin with, and that is shorter than a beginning may be.
    expect(await resolveId(lookup, 'abc', noTitles)).toBe('abc');
  });

  it('lists what begins alike, with titles', async () => {
    const problem = await problemOf(resolveId(await lookupOf(['abcd-1', 'abcd-2']), 'abcd', noTitles));
    expect(problem.code).toBe('usage');
    expect(problem.message).not.toContain('title of');
    expect(problem.operatorMessage.split('\n').slice(1).toSorted()).toEqual([
      '  abcd-1  title of abcd-1',
      '  abcd-2  title of abcd-2',
    ]);
  });

  it.each([
    ['wxy', 'usage'],
    ['', 'usage'],
    ['nothing', 'not_found'],
    ['WXYZ', 'not_found'],
    ['%', 'usage'],
    ['____', 'not_found'],
  ])('%j is %s', async (given, code) => {
    const lookup = await lookupOf(['wxyz-1']);
    expect((await problemOf(resolveId(lookup, given, noTitles))).code).toBe(code);
  });
});

describe('shortIds', () => {
  it('are just long enough for every one, and whole in a pipe', async () => {
    const ids = ['aaaaaaaa-1111', 'aaaaaaaa-1122', 'bbbbbbbb-1111'];
    const lookup = await lookupOf(ids);
    expect([...(await shortIds(lookup, ids, 80)).values()]).toEqual([
      'aaaaaaaa-111',
      'aaaaaaaa-112',
      'bbbbbbbb-111',
    ]);
    expect([...(await shortIds(lookup, ['bbbbbbbb-1111'], 80)).values()]).toEqual(['bbbbbbbb']);
    expect([...(await shortIds(lookup, ids, null)).values()]).toEqual(ids);
  });

  it.each([
    ['right after the shortest', (at: string) => `00000000-${at}-0000`],
    ['later', (at: string) => `00000000-0000-${at}`],
    ['at the end', (at: string) => `00000000-0000-0000-0000-${at}`],
  ])('name one memory each, however many begin alike and differ %s', async (_where, idOf) => {
    const ids = Array.from({ length: 120 }, (_, at) => idOf(String(at).padStart(4, '0')));
    const lookup = await lookupOf(ids);
    const short = await shortIds(lookup, ids.slice(0, 20), 80);
    for (const [id, beginning] of short) expect(await resolveId(lookup, beginning, noTitles)).toBe(id);
  });
});
