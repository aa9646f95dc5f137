import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteBackend } from '../../backends/sqlite/index.js';
import { bundleChild } from '../support/bundle-child.js';
import { collect, NOW, OPERATOR, SCOPE, temporaryFolder } from '../unit/sqlite/fixtures.js';
import { startChild } from './sqlite-children.js';
import { KILLS, killWriters } from './sqlite-kill.js';

let child: Awaited<ReturnType<typeof bundleChild>>;
beforeAll(async () => {
  child = await bundleChild('tests/faults/sqlite-writer.ts');
});
afterAll(() => child.remove());

describe('a SQLite store shared by processes', () => {
  it.each([
    [8, 5],
    [4, 150],
  ])(
    'that %i start at once on a new file, writing %i memories each, loses none',
    async (writers, each) => {
      const folder = temporaryFolder();
      const path = `${folder.path}/store.db`;
      const children = Array.from({ length: writers }, (_, at) =>
        startChild(child.file, [path, `w${at}`, String(each)]),
      );
      expect(await Promise.all(children.map(({ ended }) => ended))).toEqual(children.map(() => 0));
      const backend = await openSqliteBackend({ path });
      expect(await collect(backend.streamMemories(OPERATOR))).toHaveLength(writers * each);
      expect((await backend.verify(SCOPE)).faults).toEqual([]);
      expect((await backend.counts(OPERATOR, NOW)).relationships).toBe(writers * (each - 1));
      await backend.close();
      folder.remove();
    },
    120_000,
  );

  it(`keeps every acknowledged memory over ${KILLS} kills of its writer`, async () => {
    const { acknowledged, lost, faults } = await killWriters(child.file, KILLS);
    expect(acknowledged).toBeGreaterThan(KILLS);
    expect(lost).toEqual([]);
    expect(faults).toEqual([]);
  }, 120_000);
});
