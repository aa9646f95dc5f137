import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { call, connect, run, usualStore } from './program.js';

interface Report {
  readonly memories: { readonly created: number; readonly duplicates: number };
  readonly relationships: { readonly created: number; readonly duplicates: number };
}

async function importInto(home: string, file: string, ...more: string[]): Promise<Report> {
  const ended = await run(['import', '--input', file, '--json', ...more], { home });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ended.stdout) as Report;
}

describe('export and import', () => {
  it('takes memories to another store, as the one who imports, and only once', async () => {
    const from = testFolder('e2e-from');
    const client = await connect(from, ['--user-id', 'alice']);
    const old = await call(client, 'store_memory', { type: 'decision', content: 'We use CVS' });
    const next = await call(client, 'store_memory', {
      type: 'decision',
      content: 'We use git',
      tags: ['vcs'],
      supersedes: [old.id],
    });
    const gone = await call(client, 'store_memory', { type: 'fact', content: 'Deleted before the export' });
    await call(client, 'delete_memory', { memory_id: gone.id });
    await client.close();
    const file = join(from, 'all.jsonl');
    expect((await run(['export', '--output', file], { home: from })).code).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toContain('Deleted before');

    const to = testFolder('e2e-to');
    const all = { memories: { created: 2, duplicates: 0 }, relationships: { created: 1, duplicates: 0 } };
    expect(await importInto(to, file, '--user-id', 'bob')).toMatchObject(all);
    const none = { memories: { created: 0, duplicates: 2 }, relationships: { created: 0, duplicates: 1 } };
    expect(await importInto(to, file, '--user-id', 'bob')).toMatchObject(none);

    const reader = await connect(to, ['--user-id', 'bob']);
    const { memory, relationships } = (await call(reader, 'get_memory', { memory_id: next.id })) as {
      memory: Record<string, unknown>;
      relationships: { type: string }[];
    };
    expect(memory).toMatchObject({ created_by: 'bob', version: 1, tags: ['vcs'] });
    expect(memory.source).toMatchObject({
      kind: 'import',
      origin: { format: 'memorygraph-export', original_id: next.id, created_by: 'alice', version: 1 },
    });
    expect(relationships.map((each) => each.type)).toEqual(['REPLACES']);
    const closed = (await call(reader, 'get_memory', { memory_id: old.id })) as {
      memory: { valid_until: string | null };
    };
    expect(closed.memory.valid_until).not.toBeNull();
    await reader.close();
  });

  it('says what would happen in a dry run and stores nothing', async () => {
    const home = testFolder('e2e-dry');
    const file = join(home, 'in.jsonl');
    writeFileSync(
      file,
      '{"format":"memorygraph-export","version":1}\n{"kind":"memory","type":"fact","content":"one"}\n',
    );
    expect(await importInto(home, file, '--dry-run')).toMatchObject({ memories: { created: 1 } });
    expect(existsSync(usualStore(home))).toBe(false);
    expect((await run(['health'], { home })).code).toBe(0);
    expect(await importInto(home, file, '--dry-run')).toMatchObject({ memories: { created: 1 } });
    expect(await importInto(home, file)).toMatchObject({ memories: { created: 1 } });
    expect(await importInto(home, file)).toMatchObject({ memories: { created: 0, duplicates: 1 } });
  });

  it('names every wrong line and makes no store', async () => {
    const home = testFolder('e2e-lines');
    const file = join(home, 'wrong.jsonl');
    writeFileSync(
      file,
      [
        '{"format":"memorygraph-export","version":1}',
        '{"kind":"memory","id":"a","type":"fact","content":"fine"}',
        '{"kind":"memory","id":"a","type":"fact","content":"the same id"}',
        '{"kind":"memory","type":"nonsense","content":"x"}',
        '{"kind":"memory","type":"fact","content":"x","tenant_id":"other"}',
        '{"kind":"memory","type":"fact","content":"\\ud800"}',
        '{"kind":"relationship","from_memory_id":"a","to_memory_id":"b","type":"SOLVES"}',
        'not json',
        '',
      ].join('\n'),
    );
    const ended = await run(['import', '--input', file], { home });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('6 problems; nothing was imported. (invalid_file)');
    for (const line of [3, 4, 5, 6, 7, 8]) expect(ended.stderr).toContain(`line ${line}: `);
    expect(existsSync(usualStore(home))).toBe(false);
  });
});
