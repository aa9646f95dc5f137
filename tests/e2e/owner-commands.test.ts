import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { call, connect, type Ended, ending, run, start } from './program.js';

/** A home with a store, what a client did to it, and the ids of what it stored. */
async function homeWith(contents: readonly string[]): Promise<{ home: string; ids: string[] }> {
  const home = testFolder('owner');
  const client = await connect(home, ['--user-id', 'ann']);
  const ids: string[] = [];
  for (const content of contents)
    ids.push(String((await call(client, 'store_memory', { type: 'general', content })).id));
  await client.close();
  return { home, ids };
}

/** A program that stands for an editor: a script of Node, called with the file. */
function editorOf(home: string, script: string): Readonly<Record<string, string>> {
  const file = join(home, 'editor.mjs');
  const temporary = join(home, 'tmp');
  mkdirSync(temporary, { recursive: true });
  writeFileSync(
    file,
    `import fs from 'node:fs'; const file = process.argv[2]; const text = fs.readFileSync(file, 'utf8');\n${script}\n`,
  );
  const quoted = (part: string) => `"${part}"`;
  return {
    EDITOR: `${quoted(process.execPath)} ${quoted(file)}`,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
  };
}

function answerOf({ stdout }: Ended): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}

function failureOf({ stderr }: Ended): { code: string; message: string } {
  return (JSON.parse(stderr) as { error: { code: string; message: string } }).error;
}

async function contentOf(home: string, id: string): Promise<string> {
  const client = await connect(home);
  const { memory } = await call(client, 'get_memory', { memory_id: id });
  await client.close();
  return (memory as { content: string }).content;
}

describe('undelete', () => {
  it('brings back what a client deleted, and refuses what is not deleted', async () => {
    const { home, ids } = await homeWith(['the tide tables', 'another']);
    const [id = ''] = ids;
    const client = await connect(home);
    await call(client, 'delete_memory', { memory_id: id });
    const ended = await run(['undelete', id, '--json'], { home });
    expect(ended.stderr).toBe('');
    expect(answerOf(ended)).toMatchObject({ restored: [{ id, title: 'the tide tables', version: 3 }] });
    // The server that was running all the time sees it.
    expect(await call(client, 'get_memory', { memory_id: id })).toMatchObject({ memory: { id } });
    await client.close();
    const again = await run(['undelete', id, '--json'], { home });
    expect([again.code, failureOf(again).code]).toEqual([4, 'conflict']);
  });

  it('restores nothing where one of several ids is wrong', async () => {
    const { home, ids } = await homeWith(['one']);
    const client = await connect(home);
    await call(client, 'delete_memory', { memory_id: ids[0] ?? '' });
    await client.close();
    const ended = await run(['undelete', ids[0] ?? '', 'nobody', '--json'], { home });
    expect([ended.code, failureOf(ended).code]).toEqual([3, 'not_found']);
    expect((await run(['show', ids[0] ?? '', '--json'], { home })).stdout).toContain('"deleted_at":"2');
  });
});

describe('undo', () => {
  it('says what it would take back, asks, and takes it back once', async () => {
    const { home } = await homeWith(['first', 'second']);
    const line = ['undo', '--by', 'ann', '--since', '1h', '--json'];
    const dry = answerOf(await run([...line, '--dry-run'], { home }));
    expect(dry).toMatchObject({ dry_run: true, by: 'ann', conflicts: [] });
    expect(dry.undone).toHaveLength(2);
    const unasked = await run(line, { home });
    expect([unasked.code, failureOf(unasked).code]).toEqual([2, 'usage']);
    expect(answerOf(await run([...line, '--yes'], { home })).undone).toHaveLength(2);
    expect(answerOf(await run([...line, '--yes'], { home })).undone).toEqual([]);
    expect(answerOf(await run(['list', '--json'], { home }))).toMatchObject({ results: [] });
  });

  it('refuses times that are none', async () => {
    const { home } = await homeWith(['first']);
    const ended = await run(['undo', '--by', 'ann', '--since', 'soon'], { home });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/--since "soon" is no time/);
  });
});

describe('purge', () => {
  it('shows, asks, and erases', async () => {
    const { home, ids } = await homeWith(['the harbour code is 4711', 'the weather']);
    const dry = await run(['purge', '--containing', 'HARBOUR', '--dry-run', '--json'], { home });
    expect(answerOf(dry)).toMatchObject({ dry_run: true, memories: [{ id: ids[0] }] });
    const unasked = await run(['purge', ids[0] ?? ''], { home });
    expect([unasked.code, unasked.stdout]).toEqual([2, '']);
    expect(unasked.stderr).not.toContain('harbour');
    const ended = await run(['purge', ids[0] ?? '', '--yes', '--json'], { home });
    expect(answerOf(ended)).toEqual({
      erased: { memories: 1, versions: 0, relationships: 0, histories: 0, answers: 0, project_aliases: 0 },
      scrubbed: true,
    });
    expect((await run(['show', ids[0] ?? ''], { home })).code).toBe(3);
    expect((await run(['verify'], { home })).code).toBe(0);
    expect((await run(['purge', '--containing', 'harbour', '--yes'], { home })).stdout).toMatch(/Nothing/);
    expect((await run(['purge', '--scrub'], { home })).code).toBe(0);
  });

  it.each([[[]], [['--scrub', '--containing', 'x']], [['some-id', '--deleted-before', '3d']]])(
    'refuses an unclear line: %j',
    async (more) => {
      const { home } = await homeWith(['stays']);
      expect((await run(['purge', ...more, '--yes'], { home })).code).toBe(2);
      expect(answerOf(await run(['list', '--json'], { home })).results).toHaveLength(1);
    },
  );
});

describe('edit', () => {
  it('stores what was changed, as a new version, and leaves no file behind', async () => {
    const { home, ids } = await homeWith(['tide at five\nsecond line']);
    const seen = join(home, 'seen.json');
    const env = editorOf(
      home,
      `const mode = fs.statSync(file).mode & 0o777;
       fs.writeFileSync(${JSON.stringify(seen)}, JSON.stringify({ file, mode, text }));
       fs.writeFileSync(file, text.replace('importance: 0.5', 'importance: 0.9').replace('tags: []', 'tags: [sea]').replace(/five(?=.second)/s, 'six'));`,
    );
    const ended = await run(['edit', ids[0] ?? '', '--json'], { home, env });
    expect(ended.stderr).toBe('');
    const { version, changed } = answerOf(ended);
    expect([version, [...(changed as string[])].sort()]).toEqual([2, ['content', 'importance', 'tags']]);
    const facts = JSON.parse(readFileSync(seen, 'utf8')) as { file: string; mode: number };
    if (process.platform !== 'win32') expect(facts.mode).toBe(0o600);
    expect(existsSync(facts.file)).toBe(false);
    expect(readdirSync(env.TMPDIR ?? '')).toEqual([]);
    expect(await contentOf(home, ids[0] ?? '')).toBe('tide at six\nsecond line');
  });

  it('writes nothing where nothing was changed', async () => {
    const { home, ids } = await homeWith(['as it is']);
    const env = editorOf(home, 'fs.writeFileSync(file, text);');
    const ended = await run(['edit', ids[0] ?? '', '--json'], { home, env });
    expect(answerOf(ended)).toEqual({ id: ids[0], changed: [] });
  });

  it.each([
    ['importance: 0.5', 'importance: 7', /importance must be 1 or less/],
    ['type: general', 'type: poem', /type must be one of/],
    ['importance: 0.5', 'weight: 7', /no field weight/],
    ['importance: 0.5', 'importance: [', /no YAML/],
    ['as it is', ' ', /content must not be empty/],
  ])('keeps the text where %j became %j', async (from, to, says) => {
    const { home, ids } = await homeWith(['as it is']);
    const env = editorOf(
      home,
      `fs.writeFileSync(file, text.replaceAll(${JSON.stringify(from)}, ${JSON.stringify(to)}));`,
    );
    const ended = await run(['edit', ids[0] ?? '', '--json'], { home, env });
    expect([ended.code, failureOf(ended).code]).toEqual([2, 'invalid_argument']);
    expect(failureOf(ended).message).toMatch(says);
    const kept = /kept in (\S+\.md)/.exec(failureOf(ended).message)?.[1] ?? '';
    expect(readFileSync(kept, 'utf8')).toContain(to);
    if (process.platform !== 'win32') expect(statSync(dirname(kept)).mode & 0o777).toBe(0o700);
    expect(await contentOf(home, ids[0] ?? '')).toBe('as it is');
  });

  it('refuses where somebody else was faster, and keeps the text', async () => {
    const { home, ids } = await homeWith(['as it was']);
    const [id = ''] = ids;
    const go = join(home, 'go');
    const env = editorOf(
      home,
      `fs.writeFileSync(file, text.replace('as it was', 'mine'));
       fs.writeFileSync(${JSON.stringify(`${go}-ready`)}, '');
       while (!fs.existsSync(${JSON.stringify(go)})) await new Promise((resolve) => setTimeout(resolve, 20));`,
    );
    const child = start(['edit', id, '--json'], { home, env });
    const ended = ending(child);
    while (!existsSync(`${go}-ready`)) await new Promise((resolve) => setTimeout(resolve, 20));
    const client = await connect(home);
    await call(client, 'update_memory', { memory_id: id, content: 'theirs' });
    await client.close();
    writeFileSync(go, '');
    const { code, message } = failureOf(await ended);
    expect(code).toBe('conflict');
    expect(readFileSync(/kept in (\S+\.md)/.exec(message)?.[1] ?? '', 'utf8')).toContain('mine');
    expect(await contentOf(home, id)).toBe('theirs');
  });

  it.skipIf(process.platform === 'win32')(
    'removes the file when it is called off (needs signals: not on Windows)',
    async () => {
      const { home, ids } = await homeWith(['as it is']);
      const env = editorOf(
        home,
        `fs.writeFileSync(file, text.replace('as it is', 'half done'));
         process.kill(process.pid, 'SIGINT'); await new Promise((resolve) => setTimeout(resolve, 60_000));`,
      );
      const ended = await run(['edit', ids[0] ?? '', '--json'], { home, env });
      expect(failureOf(ended).code).toBe('cancelled');
      expect(readdirSync(env.TMPDIR ?? '')).toEqual([]);
      expect(await contentOf(home, ids[0] ?? '')).toBe('as it is');
    },
  );

  it('says so where the editor is not there, and where the memory is deleted', async () => {
    const { home, ids } = await homeWith(['as it is']);
    const ended = await run(['edit', ids[0] ?? ''], { home, env: { EDITOR: 'no-such-editor' } });
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('EDITOR names another one')]);
    const client = await connect(home);
    await call(client, 'delete_memory', { memory_id: ids[0] ?? '' });
    await client.close();
    const deleted = await run(['edit', ids[0] ?? ''], { home, env: { EDITOR: 'no-such-editor' } });
    expect([deleted.code, deleted.stderr]).toEqual([4, expect.stringContaining('memorygraph undelete')]);
  });
});
