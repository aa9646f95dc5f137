import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { run } from './program.js';

// Put together at run time, so that no scanner of repositories takes it for a real one.
const TOKEN = `ghp_${'aB3dE5gH7jK9mN1pQ2sT4vW6xY8zA0cD4fG6'}`;

describe('projects on the command line', () => {
  let home: string;
  let shop: string;
  beforeEach(() => {
    home = testFolder('e2e-projects');
    shop = join(home, 'code', 'shop');
    mkdirSync(shop, { recursive: true });
    execFileSync('git', ['init', '-q'], { cwd: shop });
    execFileSync('git', ['remote', 'add', 'origin', 'git@github.com:acme/shop.git'], { cwd: shop });
  });

  async function json(args: readonly string[], cwd?: string): Promise<Record<string, unknown>> {
    const ended = await run([...args, '--json'], { home, ...(cwd === undefined ? {} : { cwd }) });
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    return JSON.parse(ended.stdout) as Record<string, unknown>;
  }

  function exportFile(contexts: readonly object[]): string {
    const file = join(home, 'notes.json');
    const memories = contexts.map((context, at) => ({
      id: `7a1b2c3d-0000-4000-8000-00000000000${at}`,
      type: 'fact',
      title: `Note ${at}`,
      content: `Content ${at} ${TOKEN}`,
      summary: null,
      tags: [],
      importance: 0.5,
      confidence: 0.8,
      created_at: '2026-01-02T03:04:05.678901+00:00',
      updated_at: '2026-01-02T03:04:05.678901+00:00',
      context,
    }));
    const counts = { memory_count: memories.length, relationship_count: 0 };
    const head = { format_version: '2.0', export_version: '1.0', export_date: '2026-01-02T00:00:00+00:00' };
    writeFileSync(
      file,
      JSON.stringify({ ...head, backend_type: 'sqlite', ...counts, memories, relationships: [] }),
    );
    return file;
  }

  async function projects(): Promise<(string | null)[]> {
    const { projects: all } = await json(['project', 'list'], shop);
    return (all as { project_id: string | null }[]).map((each) => each.project_id);
  }

  it('imported memories find the repository that their path lies in, or keep the path as their project', async () => {
    const elsewhere = '/nowhere/code/other';
    const file = exportFile([{ project_path: join(shop, 'src') }, { project_path: elsewhere }, {}]);
    await json(['import', '--input', file]);
    expect((await projects()).sort()).toEqual([elsewhere, 'github.com/acme/shop', null].sort());
    expect(await json(['import', '--input', file])).toMatchObject({
      memories: { created: 0, duplicates: 3 },
    });
    await json(['project', 'merge', elsewhere, '--into', 'git@github.com:acme/shop.git']);
    expect((await projects()).sort()).toEqual(['github.com/acme/shop', null].sort());
    const list = await run(['project', 'list'], { home, cwd: shop });
    expect(list.stdout).toMatch(/\* github\.com\/acme\/shop +2 /);
    expect(list.stdout).toContain(elsewhere);
    await json(['project', 'separate', elsewhere]);
    expect(await projects()).toContain(elsewhere);
  });

  it('the demo shows the same in any project', async () => {
    const ended = await run(['demo', '--json'], { home, cwd: shop });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const { questions } = JSON.parse(ended.stdout) as { questions: { right: boolean }[] };
    expect(questions.map(({ right }) => right)).toEqual(questions.map(() => true));
  });

  it('puts memories that name no project where it is told to', async () => {
    await json(['import', '--input', exportFile([{}]), '--project', 'current'], shop);
    expect(await projects()).toEqual(['github.com/acme/shop']);
    const none = await run(['import', '--input', exportFile([{}]), '--project', 'current'], { home });
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('There is no current project here');
  });

  it('masks secrets on the way in, and shows those that are there before they leave', async () => {
    const file = exportFile([{}]);
    const masked = await json(['import', '--input', file]);
    expect(masked.secrets).toEqual({ masked: 1, left_out: 0 });
    const out = join(home, 'out.jsonl');
    await json(['export', '--output', out]);
    expect(readFileSync(out, 'utf8')).not.toContain(TOKEN);

    const other = testFolder('e2e-projects-other');
    const inOther = (args: readonly string[]) => run(args, { home: other, env: { MEMORY_SECRETS: 'allow' } });
    expect((await inOther(['import', '--input', file])).code).toBe(0);
    const leak = join(other, 'out.jsonl');
    const asked = await inOther(['export', '--output', leak]);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('GitHub token');
    expect(asked.stderr).not.toContain(TOKEN);
    expect((await inOther(['export', '--output', leak, '--mask-secrets'])).code).toBe(0);
    expect(readFileSync(leak, 'utf8')).toContain('[GitHub token removed]');
    expect((await inOther(['export', '--output', leak, '--force', '--yes'])).code).toBe(0);
    expect(readFileSync(leak, 'utf8')).toContain(TOKEN);
  });

  it('leaves memories with secrets out where they are refused', async () => {
    const ended = await run(['import', '--input', exportFile([{}]), '--json', '--secrets', 'refuse'], {
      home,
    });
    expect(JSON.parse(ended.stdout)).toMatchObject({ secrets: { left_out: 1 }, memories: { created: 0 } });
  });
});
