import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { call, connect, ending, run, start } from './program.js';

const home = testFolder('e2e-backup');
const first = join(home, 'first.backup');

/** A store with everything a backup must carry: tombstones, closed records, history, use. */
beforeAll(async () => {
  const client = await connect(home, ['--tool-profile', 'extended']);
  const store = async (type: string, content: string, more: object = {}) =>
    String((await call(client, 'store_memory', { type, content, ...more })).id);
  const postgres = await store('decision', 'Billing runs on Postgres', { tags: ['db'], importance: 0.9 });
  const problem = await store(
    'problem',
    'Emoji \u{1f9e0}, \u05d0\u05d1, e\u0301 and "quotes"\nstay as they are',
  );
  const fix = await store('fix', 'Escape them', {
    relationships: [{ to_memory_id: problem, relationship_type: 'SOLVES' }],
  });
  await store('decision', 'Billing runs on MySQL', { supersedes: [postgres] });
  await call(client, 'update_memory', { memory_id: fix, add_tags: ['text'], importance: 0.123456 });
  const doomed = await store('fact', 'To be deleted', {
    context: { files_involved: ['src/a.ts'], additional_metadata: { z: 1, a: { nested: [true, null] } } },
  });
  const edge = await call(client, 'create_relationship', {
    from_memory_id: doomed,
    to_memory_id: problem,
    relationship_type: 'RELATED_TO',
  });
  await call(client, 'reinforce_relationship', { relationship_id: edge.id, success: true });
  await call(client, 'invalidate_relationship', { relationship_id: edge.id });
  await call(client, 'delete_memory', { memory_id: doomed });
  await call(client, 'get_memory', { memory_id: fix });
  await client.close();
  expect((await run(['backup', '--output', first], { home })).code).toBe(0);
});

describe('backup and restore', () => {
  it('carries everything', () => {
    const lines = readFileSync(first, 'utf8').trim().split('\n');
    const kinds = lines.map((line) => Object.keys(JSON.parse(line) as object)[0]);
    expect(new Set(kinds)).toEqual(
      new Set([
        'format',
        'memory',
        'memory_version',
        'relationship',
        'relationship_version',
        'use',
        'records',
      ]),
    );
    expect(kinds.filter((kind) => kind === 'memory')).toHaveLength(5);
    expect(lines.filter((line) => /"deleted_at":"/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('"invalidated_by":'))).not.toHaveLength(0);
  });

  it('comes back byte for byte', async () => {
    const restored = join(home, 'restored.db');
    const answer = await run(['restore', '--input', first, '--sqlite-path', restored, '--json'], { home });
    expect(answer).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(answer.stdout)).toMatchObject({ counts: { memory: 5 }, resumed: false });
    const again = join(home, 'again.backup.gz');
    expect((await run(['backup', '--output', again, '--sqlite-path', restored], { home })).code).toBe(0);
    expect(gunzipSync(readFileSync(again)).equals(readFileSync(first))).toBe(true);
    const verified = await run(['verify', '--json', '--sqlite-path', restored], { home });
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true });
    const third = join(home, 'third.db');
    expect((await run(['restore', '--input', again, '--sqlite-path', third], { home })).code).toBe(0);
  });

  it('finds what it restored', async () => {
    const path = join(home, 'searched.db');
    expect((await run(['restore', '--input', first, '--sqlite-path', path], { home })).code).toBe(0);
    const client = await connect(home, ['--sqlite-path', path]);
    const found = (await call(client, 'recall_memories', { query: 'billing database' })) as {
      results: { title: string }[];
    };
    expect(found.results.map((each) => each.title)).toEqual(['Billing runs on MySQL']);
    await client.close();
  });

  it('is not put into a store that holds something', async () => {
    const ended = await run(['restore', '--input', first], { home });
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain('(not_empty)');
  });

  it('replaces no file unless forced', async () => {
    const path = join(home, 'kept.backup');
    writeFileSync(path, 'mine');
    const refused = await run(['backup', '--output', path], { home });
    expect(refused.code).toBe(4);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect((await run(['backup', '--output', path, '--force'], { home })).code).toBe(0);
    expect(readFileSync(path).equals(readFileSync(first))).toBe(true);
  });

  const damages: readonly [string, (whole: string) => string][] = [
    ['cut off within a line', (whole) => whole.slice(0, -200)],
    ['without its last line', (whole) => `${whole.trimEnd().split('\n').slice(0, -1).join('\n')}\n`],
    ['with a line missing', (whole) => whole.replace(/\n\{"memory":[^\n]+/, '')],
    ['with one letter changed', (whole) => whole.replace('Billing runs', 'Billing ruins')],
    ['with another id', (whole) => whole.replace('"id":"0', '"id":"1')],
    ['of a newer version', (whole) => whole.replace('"version":1', '"version":2')],
    ['of another format', (whole) => whole.replace('memorygraph-backup', 'other-backup')],
    ['with text after the end', (whole) => `${whole}{"records":0,"sha256":""}\n`],
    ['of nothing', () => ''],
    ['that is no text', () => '\u0000\u0001\u0002'],
    ['with a forbidden key', (whole) => whole.replace('{"memory":{', '{"memory":{"__proto__":{"a":1},')],
    ['nested too deep', (whole) => whole.replace('{"memory":{', `{"memory":${'['.repeat(5_000)}{`)],
  ];

  it.each(damages)('refuses a backup %s and writes nothing', async (_name, damage) => {
    const folder = testFolder('e2e-damage');
    const path = join(folder, 'damaged.backup');
    writeFileSync(path, damage(readFileSync(first, 'utf8')));
    const ended = await run(['restore', '--input', path], { home: folder });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^memorygraph: [^\n]+ \(invalid_file\)\n$/);
    expect(readdirSync(folder)).toEqual(['damaged.backup']);
  });

  it('leaves a whole file or none when it is killed or interrupted on its way', async () => {
    const folder = testFolder('e2e-interrupted');
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      const child = start(['backup', '--output', join(folder, `${signal}.backup`)], { home });
      setTimeout(() => child.kill(signal), 90);
      const ended = await ending(child);
      const written = readdirSync(folder).filter((name) => name === `${signal}.backup`);
      for (const name of written)
        expect(readFileSync(join(folder, name)).equals(readFileSync(first))).toBe(true);
      if (ended.code === 130) expect(written).toEqual([]);
    }
  });
});
