import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { changeSet, memory, put, relate, relationship, SCOPE, temporaryStore } from './fixtures.js';

/** Damage done behind the store's back, and what `verify` must say of it. */
const DAMAGE: readonly (readonly [name: string, sql: string, said: RegExp])[] = [
  ['a memory taken out of the index', 'DELETE FROM memory_words WHERE rowid = 1', /without an entry/],
  [
    'an index entry without its memory',
    "INSERT INTO memory_words (rowid, content) VALUES (99, 'x')",
    /without a memory/,
  ],
  [
    'a changed document',
    "UPDATE memory_words SET content = content || ' more' WHERE rowid = 1",
    /words are noted/,
  ],
  ['a wrong word count', "UPDATE search_terms SET documents = 7 WHERE word = 'alpha'", /wrong count/],
  ['a lost word count', "DELETE FROM search_terms WHERE word = 'alpha'", /not counted/],
  ['a word count too many', "INSERT INTO search_terms VALUES ('local', 'none', 1)", /wrong count/],
  ['wrong totals', 'UPDATE search_totals SET documents = documents + 1', /memories are noted/],
  ['a lost facet', 'DELETE FROM memory_facets', /not kept/],
  ['a facet too many', "INSERT INTO memory_facets VALUES ('local', 'tag', 'x', 1)", /belong to no memory/],
  ['a gap in the history', 'DELETE FROM memory_versions', /has gaps/],
  ['a gap in the history of a relationship', 'DELETE FROM relationship_versions', /has gaps/],
  ['history without its record', "UPDATE memory_versions SET id = 'gone'", /without its memory/],
  [
    'a relationship without its memory',
    "UPDATE relationships SET to_memory_id = 'gone'",
    /memory is not there/,
  ],
  ['use of nothing', "INSERT INTO memory_use VALUES ('local', 'gone', 1, NULL)", /Use of a memory/],
  ['a full-text index that lost its segments', 'DELETE FROM memory_words_data WHERE id > 10', /does not fit/],
];

describe('verify', () => {
  it.each(DAMAGE)('finds %s', async (_name, sql, said) => {
    const opened = await temporaryStore();
    const [a, b] = [memory({ content: 'alpha beta', tags: ['one'] }), memory()];
    const edge = relationship(a.id, b.id);
    await opened.backend.commit(SCOPE, changeSet([put(a), put(b), relate(edge)]));
    const next = { ...a, version: 2, content: 'alpha gamma' };
    await opened.backend.commit(SCOPE, changeSet([put(next, a), relate({ ...edge, version: 2 }, edge)]));
    expect((await opened.backend.verify(SCOPE)).faults).toEqual([]);
    const raw = new Database(opened.path);
    raw.unsafeMode();
    raw.pragma('writable_schema = ON');
    raw.exec(sql);
    raw.close();
    expect((await opened.backend.verify(SCOPE)).faults.join('\n')).toMatch(said);
    await opened.remove();
  });
});
