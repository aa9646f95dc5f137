import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { call, connect, run } from './program.js';

async function json(home: string, ...args: string[]): Promise<Record<string, unknown>> {
  const ended = await run([...args, '--json'], { home });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ended.stdout) as Record<string, unknown>;
}

function pages(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => name.replaceAll('\\', '/')).filter((name) => /(?<!index)\.md$/.test(name));
}

async function storeOfTwo(): Promise<string> {
  const home = testFolder('mirror-from');
  const client = await connect(home, []);
  const problem = await call(client, 'store_memory', {
    type: 'problem',
    title: 'Checkout: 502 under load',
    content: '---\nAt 180 rps\r\n```\n---\n```\n',
    tags: ['nginx', 'time out'],
  });
  const fix = await call(client, 'store_memory', { type: 'fix', content: 'Pool of 40' });
  await call(client, 'create_relationship', {
    from_memory_id: fix.id,
    to_memory_id: problem.id,
    relationship_type: 'SOLVES',
    context: 'measured: 400 rps',
  });
  await client.close();
  return home;
}

describe('export --format markdown', () => {
  it('writes a folder that another store takes in, and this one knows', async () => {
    const home = await storeOfTwo();
    const folder = join(home, 'notes');
    const exported = await json(home, 'export', '--format', 'markdown', '--output', folder);
    expect(exported).toMatchObject({ format: 'markdown', counts: { memory: 2, relationship: 1 } });
    expect(pages(folder).map((page) => page.replace(/-[0-9a-f]{8}\.md$/, ''))).toEqual([
      expect.stringMatching(/\/fix\/pool-of-40$/),
      expect.stringMatching(/\/problem\/checkout-502-under-load$/),
    ]);

    const to = testFolder('mirror-to');
    expect(await json(to, 'import', '--input', folder)).toMatchObject({
      format: 'memorygraph-markdown',
      memories: { created: 2 },
      relationships: { created: 1 },
    });
    const none = {
      memories: { created: 0, duplicates: 2, edited: 0 },
      relationships: { created: 0, duplicates: 1 },
    };
    expect(await json(to, 'import', '--input', folder)).toMatchObject(none);
    expect(await json(home, 'import', '--input', folder)).toMatchObject(none);

    const again = join(to, 'again');
    await json(to, 'export', '--format', 'markdown', '--output', again);
    const textOf = (root: string, page: string): string =>
      readFileSync(join(root, page), 'utf8').split('\n---\n\n')[1] ?? '';
    expect(pages(again)).toEqual(pages(folder));
    for (const page of pages(folder)) expect(textOf(again, page)).toBe(textOf(folder, page));
  });

  it('tells of an edited file, and replaces only with --force what it wrote', async () => {
    const home = await storeOfTwo();
    const folder = join(home, 'notes');
    await json(home, 'export', '--format', 'markdown', '--output', folder);
    const page = join(folder, pages(folder)[0] ?? '');
    const written = readFileSync(page, 'utf8');
    writeFileSync(page, written.replace('Pool of 40\n', 'Pool of 41\n'));
    const report = await run(['import', '--input', folder], { home });
    expect(report.stdout).toContain('edited here or there since, not taken over: 1');

    const refused = await run(['export', '--format', 'markdown', '--output', folder, '--force'], { home });
    expect(refused).toMatchObject({
      code: expect.any(Number),
      stderr: expect.stringContaining('changed since'),
    });
    expect(refused.code).not.toBe(0);
    writeFileSync(page, written);
    const taken = await run(['export', '--format', 'markdown', '--output', folder], { home });
    expect(taken.stderr).toContain('--force');
    await json(home, 'export', '--format', 'markdown', '--output', folder, '--force');
    expect(readFileSync(page, 'utf8')).toBe(written);
  });

  it('names the formats there are', async () => {
    const home = await storeOfTwo();
    const ended = await run(['export', '--format', 'pdf', '--output', join(home, 'x')], { home });
    expect(ended.stderr).toContain('jsonl and markdown');
  });
});
