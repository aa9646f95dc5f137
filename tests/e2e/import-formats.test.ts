import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/paths.js';
import { testFolder } from '../support/test-folder.js';
import { call, connect, run, usualStore } from './program.js';

const fixture = (...parts: string[]) => join(ROOT, 'tests', 'fixtures', 'imports', ...parts);
const PYTHON = fixture('memorygraph-python-sqlite', 'memory-0.12.4.db');

describe('import of other programs', () => {
  it('tells in a table what came in, what was mapped and what was left out', async () => {
    const home = testFolder('e2e-table');
    const file = fixture('server-memory-jsonl', 'memory.jsonl');
    const ended = await run(['import', '--input', file], { home });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain(`${file}: server-memory-jsonl`);
    expect(ended.stdout).toMatch(/memories +10 +10 +0\n/);
    expect(ended.stdout).toMatch(/relationships +7 +6 +1\n/);
    expect(ended.stdout).toContain('relationship: it relates a memory to itself');
    expect(ended.stdout).toContain('type bug -> problem');
  });

  it('makes no store in a dry run, and foretells what the real run does', async () => {
    const home = testFolder('e2e-foretell');
    const import_ = async (...more: string[]) => {
      const ended = await run(['import', '--input', PYTHON, '--json', ...more], { home });
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      return JSON.parse(ended.stdout) as Record<string, unknown>;
    };
    const dry = await import_('--dry-run');
    expect(existsSync(usualStore(home))).toBe(false);
    const { memories, relationships, left_out, mapped } = await import_();
    expect(dry).toMatchObject({ memories, relationships, left_out, mapped });
    expect(await import_('--format', 'memorygraph-python-sqlite')).toMatchObject({
      memories: { created: 0, duplicates: 31 },
      relationships: { created: 0, duplicates: 30 },
    });
  });

  it('gives what came in to an assistant', async () => {
    const home = testFolder('e2e-recall');
    expect((await run(['import', '--input', PYTHON], { home })).code).toBe(0);
    const client = await connect(home);
    const found = (await call(client, 'search_memories', {
      query: 'checkout 502 under load',
      project: 'all',
    })) as { results: { id: string; title: string }[] };
    expect(found.results[0]?.title).toBe('Checkout returns 502 under load');
    const { relationships } = (await call(client, 'get_memory', { memory_id: found.results[0]?.id })) as {
      relationships: { type: string }[];
    };
    expect(relationships.map((each) => each.type).toSorted()).toEqual(['CAUSES', 'OCCURS_IN', 'SOLVES']);
    await client.close();
  });

  it('refuses what it cannot read, naming what it can, and makes no store', async () => {
    const home = testFolder('e2e-unknown');
    const [text, database] = [join(home, 'other.json'), join(home, 'other.db')];
    writeFileSync(text, '{"name":"something else"}');
    copyFileSync(fixture('mcp-memory-service-sqlite', 'sqlite_vec.db'), database);
    const unknown = await run(['import', '--input', text], { home });
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('server-memory-jsonl');
    const noFormat = await run(['import', '--input', text, '--format', 'nonsense'], { home });
    expect(noFormat.code).toBe(2);
    expect(noFormat.stderr).toContain('There is no format "nonsense"');
    const other = await run(['import', '--input', database, '--format', 'memorygraph-python-sqlite'], {
      home,
    });
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('has no tables nodes and relationships');
    expect(existsSync(usualStore(home))).toBe(false);
  });
});
