import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { call, connect, executable, run } from './program.js';

const home = testFolder('e2e-people');
const ESCAPE = '\u001b';
const HOSTILE = `Terminal ${ESCAPE}]0;pwned\u0007 and ${ESCAPE}[2J, \u009b31m, \u202e`;
// Controls that no answer may hold, in a pipe as on a terminal.
const CONTROLS = /[^\P{Cc}\n\t]|\p{Bidi_Control}/u;

const ids: Record<string, string> = {};

async function mg(...args: string[]) {
  const ended = await run(args, { home });
  expect(ended.stdout).not.toMatch(CONTROLS);
  return ended;
}

async function json(...args: string[]) {
  const ended = await mg(...args, '--json');
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ended.stdout);
}

const titles = (answer: { results: { title: string }[] }) => answer.results.map(({ title }) => title);

beforeAll(async () => {
  const client = await connect(home, ['--current-project', 'none']);
  const store = async (name: string, memory: object) => {
    ids[name] = String((await call(client, 'store_memory', memory)).id);
  };
  await store('problem', {
    type: 'problem',
    title: 'Worker queue deadlocks under load',
    content: 'Both workers wait for each other when more than 200 jobs are in flight.',
    tags: ['queue', 'postgres'],
  });
  await store('solution', {
    type: 'solution',
    title: 'Bound the queue',
    content: 'Never start more jobs than half the connections.\nSecond line.',
    tags: ['queue'],
    relationships: [{ to_memory_id: ids.problem, relationship_type: 'SOLVES', context: 'measured at night' }],
  });
  await store('hostile', {
    type: 'fact',
    title: HOSTILE,
    content: `${HOSTILE}\r\nand more`,
    tags: ['hostile'],
  });
  await store('old', { type: 'fact', title: 'The API runs on port 8080', content: 'Port 8080.' });
  await store('new', {
    type: 'fact',
    title: 'The API runs on port 9090',
    content: 'Port 9090.',
    supersedes: [ids.old],
  });
  await store('shop', {
    type: 'fact',
    title: 'The shop sells tea',
    content: 'Tea.',
    project: 'github.com/acme/shop',
  });
  await store('gone', { type: 'task', title: 'Remove the importer', content: 'Remove the importer.' });
  await call(client, 'delete_memory', { memory_id: ids.gone });
  await call(client, 'update_memory', {
    memory_id: ids.solution,
    content: 'Never start more jobs than a third of the connections.\nSecond line.',
    importance: 0.9,
  });
  await call(client, 'get_memory', { memory_id: ids.solution });
  await client.close();
});

describe('search', () => {
  it('shows what fits best, with text, neighbours and what was searched', async () => {
    const ended = await mg('search', 'deadlock', 'workers');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^1\. {1,2}Worker queue deadlocks under load\n/);
    expect(ended.stdout).toContain(`problem`);
    expect(ended.stdout).toContain(ids.problem);
    expect(ended.stdout).toContain('<- SOLVES Bound the queue');
    expect(ended.stdout).toContain('#queue #postgres');
    expect(ended.stdout).toMatch(/found in /);
  });

  it('answers programs as search_memories does', async () => {
    const answer = await json('search', 'queue', '--type', 'solution', '--tag', 'queue', '--full');
    expect(answer).toMatchObject({ total: 1, has_more: false, searched: { filters: { tags: ['queue'] } } });
    expect(answer.results[0]).toMatchObject({ id: ids.solution, type: 'solution', score: 1 });
    expect(answer.results[0].content).toContain('\nSecond line.');
    expect(answer).not.toHaveProperty('next_cursor');
  });

  it('takes several types, tags all of which must be there, and other names of types', async () => {
    const both = await json('search', 'queue', '--type', 'problem', '--type', 'solution');
    expect(both.total).toBe(2);
    expect((await json('search', 'queue', '--type', 'bug')).total).toBe(1);
    expect(titles(await json('search', 'queue', '--tag', 'queue', '--tag', 'postgres'))).toEqual([
      'Worker queue deadlocks under load',
    ]);
  });

  it('leaves out what is closed, unless it is asked for', async () => {
    expect(titles(await json('search', 'API port'))).toEqual(['The API runs on port 9090']);
    expect((await json('search', 'API port', '--all')).total).toBe(2);
    expect(titles(await json('search', 'API port', '--closed'))).toEqual(['The API runs on port 8080']);
  });

  it('looks through one project, all, or what belongs to none', async () => {
    const asked = async (...project: string[]) => titles(await json('search', 'tea shop', ...project));
    expect(await asked('--project', 'github.com/acme/shop')).toEqual(['The shop sells tea']);
    expect(await asked('--project', 'all')).toEqual(['The shop sells tea']);
    expect(await asked('--project', 'none')).toEqual([]);
  });

  it('that finds nothing ends with 0 and says what to try, in options', async () => {
    const none = await mg('search', 'deadlok', 'zzzzz');
    expect(none).toMatchObject({ code: 0, stderr: '' });
    expect(none.stdout).toMatch(/^Nothing found in .*\nHint: .*--fuzzy/s);
    const closed = await mg('search', '8080');
    expect(closed.stdout).toContain('--all shows them');
    const elsewhere = await mg('search', 'tea', '--project', 'none');
    expect(elsewhere.stdout).toContain('--project all shows them');
    for (const { stdout } of [none, closed, elsewhere])
      expect(stdout).not.toMatch(/search_|include_closed|memory_types|match_mode/);
    expect((await json('search', 'deadlok', '--fuzzy')).total).toBeGreaterThan(0);
  });

  it.each([
    [['search'], /<words\.\.\.> is missing/],
    [['search', ' '], /no words to search for/],
    [['search', 'x', '--type', 'solutoin'], /Did you mean solution\?/],
    [['search', 'x', '--limit', '0'], /--limit must be a whole number from 1 to 100/],
    [['search', 'x', '--since', 'someday'], /--since "someday" is no time/],
    [['search', 'x', '--as-of', 'never'], /--as-of "never" is no time/],
    [['search', 'x', '--since', '1d', '--until', '2d'], /--until must be later than --since/],
    [['list', '--closed', '--deleted'], /cannot be used with/],
  ])('%j is a wrong use', async (args, says) => {
    const ended = await mg(...args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(says);
  });
});

describe('show', () => {
  it('has every field, relationships with titles, and the text', async () => {
    const { stdout } = await mg('show', ids.solution ?? '');
    for (const part of [
      'Bound the queue',
      'solution',
      'version 2',
      '  Never start more jobs than a third',
      'SOLVES -> Worker queue deadlocks under load',
      'measured at night',
      'importance',
      'used',
      'source',
    ])
      expect(stdout).toContain(part);
    expect(stdout).not.toContain('versions');
  });

  it('shows the history with what each version changed', async () => {
    const { stdout } = await mg('show', ids.solution ?? '', '--history');
    expect(stdout).toContain('- Never start more jobs than half');
    expect(stdout).toContain('+ Never start more jobs than a third');
    expect(stdout).not.toMatch(/[-+] Second line/);
    expect(stdout).toContain('importance: 0.5 -> 0.9');
    const { memories } = await json('show', ids.solution ?? '', '--history');
    expect(memories[0].versions).toMatchObject([
      { version: 1 },
      { version: 2, changed: { importance: 0.9 }, former: { importance: 0.5 }, superseded_at: null },
    ]);
  });

  it('answers programs with fields as get_memory names them', async () => {
    const { memories } = await json('show', ids.solution ?? '', ids.problem ?? '');
    expect(memories).toHaveLength(2);
    expect(memories[0].memory).toMatchObject({ id: ids.solution, version: 2, usage_count: 1 });
    expect(memories[0].relationships).toMatchObject([
      {
        type: 'SOLVES',
        direction: 'out',
        other_memory_id: ids.problem,
        title: 'Worker queue deadlocks under load',
      },
    ]);
    expect(memories[1].memory.id).toBe(ids.problem);
  });

  it('takes the beginning of an id, and lists those that begin alike', async () => {
    const all = Object.values(ids);
    const alone = (length: number) =>
      all.filter((each) => each.startsWith((ids.new ?? '').slice(0, length))).length === 1;
    const length = [...(ids.new ?? '')].findIndex((_, at) => at > 4 && alone(at));
    const { memories } = await json('show', (ids.new ?? '').slice(0, length));
    expect(memories[0].memory.id).toBe(ids.new);
    const many = await mg('show', (ids.new ?? '').slice(0, 4));
    expect(many).toMatchObject({ code: 2, stdout: '' });
    expect(many.stderr).toContain(`${ids.problem}  Worker queue deadlocks under load`);
    expect(many.stderr.replaceAll('\n', '')).not.toMatch(CONTROLS);
    expect((await mg('show', 'nothing-like-it')).code).toBe(3);
    expect((await mg('show', 'ab')).stderr).toContain('too short');
  });

  it('shows a deleted memory as one', async () => {
    const { stdout, code } = await mg('show', ids.gone ?? '');
    expect(code).toBe(0);
    expect(stdout).toMatch(/deleted 20\d\d-/);
    expect(stdout).toContain(`memorygraph undelete ${ids.gone}`);
  });

  it('does not count as a use, whatever is looked at', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      await mg('show', ids.solution ?? '');
      await mg('search', 'queue');
    }
    const { memories } = await json('show', ids.solution ?? '');
    expect(memories[0].memory.usage_count).toBe(1);
  });

  it('can send nothing to a terminal and turn nothing round', async () => {
    const { stdout } = await mg('show', ids.hostile ?? '');
    expect(stdout).toContain('\\x1b]0;pwned\\x07');
    expect(stdout).toContain('\\u202e');
    const { memories } = await json('show', ids.hostile ?? '');
    expect(memories[0].memory.title).toBe(HOSTILE);
  });
});

describe('list', () => {
  it('is newest first, of what is true now', async () => {
    const answer = await json('list', '--project', 'none');
    expect(titles(answer)).toEqual([
      'The API runs on port 9090',
      HOSTILE,
      'Bound the queue',
      'Worker queue deadlocks under load',
    ]);
    expect(answer).toMatchObject({ total: 4, has_more: false });
    const { stdout } = await mg('list', '--project', 'none');
    expect(stdout.split('\n')[0]).toMatch(/^id +stored +type +title$/);
    expect(stdout).toMatch(/20\d\d-\d\d-\d\dT[\d:.]+Z +solution +Bound the queue\n/);
  });

  it('names the project of each where there are several', async () => {
    const { stdout } = await mg('list', '--project', 'all');
    expect(stdout.split('\n')[0]).toMatch(/^id +stored +type +project +title$/);
    expect(stdout).toMatch(/ fact +github\.com\/acme\/shop +The shop sells tea\n/);
    expect(stdout).toMatch(/ solution +- +Bound the queue\n/);
  });

  it('goes by the last change, by type, by time, and by how many', async () => {
    expect(titles(await json('list', '--project', 'none', '--changed'))[0]).toBe('Bound the queue');
    expect(titles(await json('list', '--type', 'solution,problem', '--limit', '1'))).toEqual([
      'Bound the queue',
    ]);
    expect((await json('list', '--limit', '1')).has_more).toBe(true);
    expect((await json('list', '--since', 'now')).total).toBe(0);
    expect((await json('list', '--until', '1d')).total).toBe(0);
    expect((await json('list', '--changed', '--until', '1d')).total).toBe(0);
    expect((await json('list', '--since', '1d', '--project', 'all')).total).toBe(5);
    expect(
      (await json('list', '--changed', '--since', '1d', '--until', 'now', '--project', 'all')).results,
    ).toHaveLength(5);
  });

  it('shows closed and deleted ones where they are asked for', async () => {
    expect(titles(await json('list', '--closed'))).toEqual(['The API runs on port 8080']);
    expect(titles(await json('list', '--deleted'))).toEqual(['Remove the importer']);
    expect(titles(await json('list', '--all'))).toContain('The API runs on port 8080');
    expect(titles(await json('list', '--all'))).not.toContain('Remove the importer');
  });

  it('of nothing says what to try', async () => {
    const ended = await mg('list', '--type', 'workflow');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^No such memories in .*\nHint: /);
  });
});

describe('stats', () => {
  it('counts, for people and for programs', async () => {
    const found = await json('stats');
    expect(found).toMatchObject({
      memories: 5,
      closed_memories: 1,
      memories_by_type: { fact: 3, problem: 1, solution: 1 },
      memories_by_project: { 'github.com/acme/shop': 1 },
      most_used: [{ id: ids.solution, usage_count: 1, title: 'Bound the queue' }],
    });
    expect(Object.values(found.memories_by_month)).toEqual([5]);
    expect(found.characters.total).toBeGreaterThan(found.characters.longest);
    expect(found.store.bytes).toBeGreaterThan(10_000);
    const { stdout } = await mg('stats');
    for (const part of ['5 memories', 'solution', 'github.com/acme/shop', 'SOLVES', 'Bound the queue'])
      expect(stdout).toContain(part);
  });
});

describe('a store that is not there', () => {
  it.each([['search', 'x'], ['list'], ['stats'], ['show', 'abcdef']])(
    'is told of, and not made: %s',
    async (...args) => {
      const empty = testFolder('e2e-people-empty');
      const ended = await run([...args], { home: empty });
      expect(ended).toMatchObject({ code: 6, stdout: '' });
      expect(ended.stderr).toMatch(/There is no database file/);
      expect((await run(['completion', '--ids', 'a'], { home: empty })).stdout).toBe('');
    },
  );
});

describe('colour', () => {
  it.each([
    [{}, false],
    [{ CI: '1' }, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('in a pipe with %j is %j', async (env, isColoured) => {
    const { stdout } = await run(['list'], { home, env });
    expect(stdout.includes(`${ESCAPE}[`)).toBe(isColoured);
  });
});

const bash = process.platform !== 'win32' && spawnSync('bash', ['--version']).status === 0;

describe(`completion in bash${bash ? '' : ' (bash is not here)'}`, () => {
  const folder = testFolder('e2e-people-bin');

  /** What bash offers for a line, whose last word is the one under the cursor. */
  function offered(...words: string[]): string[] {
    const script = `
      source <(memorygraph completion bash)
      COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
      "$(complete -p memorygraph | sed 's/.*-F \\([^ ]*\\).*/\\1/')"
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'memorygraph', ...words], {
      encoding: 'utf8',
      env: { HOME: home, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` },
    });
    expect(stderr).toBe('');
    return stdout.split('\n').filter((line) => line !== '');
  }

  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    const program = join(folder, 'memorygraph');
    writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${executable()}" "$@"\n`);
    chmodSync(program, 0o755);
  });

  it.skipIf(!bash)('offers commands, options, values and ids', () => {
    expect(offered('sea')).toEqual(['search']);
    expect(offered('')).toEqual(expect.arrayContaining(['search', 'show', 'list', 'project', 'backup']));
    expect(offered('project', '')).toEqual(expect.arrayContaining(['list', 'merge', 'rename']));
    expect(offered('search', 'x', '--fu')).toEqual(['--full', '--fuzzy']);
    expect(offered('search', '--type', 'pro')).toEqual(['problem', 'project']);
    expect(offered('search', '--type', '=', 'deci')).toEqual(['decision']);
    expect(offered('--user-id', 'search', 'li')).toEqual(['list']);
    expect(offered('search', '--tag', '')).toEqual([]);
    expect(offered('completion', 'f')).toEqual(['fish']);
    expect(offered('show', (ids.problem ?? '').slice(0, 6)).toSorted()).toContain(ids.problem);
    expect(offered('show', ids.gone ?? '')).toEqual([]);
  });
});
