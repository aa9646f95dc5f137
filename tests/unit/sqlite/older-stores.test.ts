import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openSqliteBackend } from '../../../backends/sqlite/index.js';
import { FIXTURE_QUESTIONS } from '../../support/fixture-store.js';
import { type StoreContent, storeContent } from '../../support/store-content.js';
import { testFolder } from '../../support/test-folder.js';
import { codeOf, memory, OPERATOR, SCOPE, store } from './fixtures.js';

const FIXTURES = 'tests/fixtures/stores';
const NUMBERS = readdirSync(FIXTURES).flatMap((name) => /^schema-(\d+)\.db$/.exec(name)?.[1] ?? []);

/** A copy of the store that the version with this schema made. */
function copyOf(number: string): string {
  const path = join(testFolder(`schema-${number}`), 'store.db');
  copyFileSync(join(FIXTURES, `schema-${number}.db`), path);
  return path;
}

function contentMade(number: string): StoreContent {
  return JSON.parse(readFileSync(join(FIXTURES, `schema-${number}.json`), 'utf8')) as StoreContent;
}

/** Number and text of the schema, as the file has it. */
function schemaOf(path: string): { number: unknown; objects: unknown[] } {
  const database = new Database(path, { readonly: true });
  const number = database.pragma('user_version', { simple: true });
  const objects = database
    .prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name')
    .all();
  database.close();
  return { number, objects };
}

async function freshSchema(): Promise<ReturnType<typeof schemaOf>> {
  const path = join(testFolder('fresh'), 'store.db');
  await (await openSqliteBackend({ path })).close();
  return schemaOf(path);
}

it('there is a store of every schema number before the present one', async () => {
  const { number } = await freshSchema();
  const earlier = Array.from({ length: Number(number) - 1 }, (_, at) => String(at + 1));
  expect(NUMBERS).toEqual(expect.arrayContaining(earlier));
});

describe.each(NUMBERS)('a store of schema %s', (number) => {
  it('was made with that number, whole in one file', () => {
    expect(schemaOf(copyOf(number)).number).toBe(Number(number));
    expect(contentMade(number)).toMatchObject({
      memories: { length: 13 },
      memory_versions: { length: 4 },
      relationships: { length: 5 },
      relationship_versions: { length: 3 },
      use: { length: 3 },
      project_aliases: { length: number === '1' ? 0 : 2 },
      answers: [{ key: 'once' }, { key: 'once' }],
    });
  });

  it('opens, is upgraded to the schema of a new store, has no fault and holds what it held', async () => {
    const path = copyOf(number);
    const fresh = await freshSchema();
    const said: string[] = [];
    const backend = await openSqliteBackend({ path, on_operator_message: (text) => said.push(text) });
    expect((await backend.verify(OPERATOR)).faults).toEqual([]);
    expect(await storeContent(backend, FIXTURE_QUESTIONS)).toEqual(contentMade(number));
    await backend.close();
    expect(schemaOf(path)).toEqual(fresh);
    expect(said).toEqual(
      Number(number) === fresh.number
        ? []
        : [`${path}: upgraded the store from version ${number} to ${fresh.number}.`],
    );
  });

  it('can be written to afterwards, and is not upgraded twice', async () => {
    const path = copyOf(number);
    await (await openSqliteBackend({ path })).close();
    const said: string[] = [];
    const backend = await openSqliteBackend({ path, on_operator_message: (text) => said.push(text) });
    const added = memory({ content: 'written by the present version', tags: ['new'] });
    await store(backend, added);
    expect(await backend.findMemories(SCOPE, [added.id])).toEqual([added]);
    expect((await backend.verify(OPERATOR)).faults).toEqual([]);
    await backend.close();
    expect(said).toEqual([]);
  });

  it('is left as it is where it may only be read', async () => {
    const path = copyOf(number);
    const before = readFileSync(path);
    const opened = openSqliteBackend({ path, read_only: true });
    const { number: newest } = await freshSchema();
    if (Number(number) < Number(newest)) expect(await codeOf(opened)).toBe('storage_read_only');
    else await (await opened).close();
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
