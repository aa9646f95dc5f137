// What is told at the start of a session: `context` and the hook, from spawn to exit, in turn with the server's start.
//   node tests/support/run-ts.mjs tests/bench/context.ts --runs 20 --memories 10000
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { estimateTokens } from '../../src/search/token-budget.js';
import { Corpus } from '../support/corpus.js';
import { fillOwn } from '../support/fill.js';
import { run } from '../support/main.js';
import { McpStdioClient, millisecondsSince } from '../support/mcp-stdio-client.js';
import { readOptions } from '../support/options.js';
import { EXECUTABLE } from '../support/paths.js';
import { atMost, exactly, finish, printTable } from '../support/report.js';
import { SeriesSet } from '../support/series.js';
import { ownEnvironment, ownServer } from '../support/servers.js';
import { round } from '../support/statistics.js';
import { temporaryFolder } from '../support/temporary.js';

const TYPES = [
  'problem',
  'solution',
  'decision',
  'fact',
  'preference',
  'task',
  'general',
  'fix',
  'error',
  'pattern',
];
const BUDGETS = [100, 150, 200, 400, 800, 1_500, 3_000, 4_000, 10_000];

run(async () => {
  const options = readOptions({ runs: 20, memories: 10_000, seed: 1, bar: 1.5 });
  const folder = temporaryFolder('context');
  const corpus = new Corpus(options.seed);
  const texts = corpus.documents(options.memories);
  await fillOwn(folder, texts, (number) => ({
    type: TYPES[number % TYPES.length],
    title: (texts[number] ?? '').slice(0, 50),
    importance: (number % 11) / 10,
    context: { files_involved: [`src/part${number % 40}/file${number % 400}.ts`] },
  }));
  const tree = workTree(folder);

  const times = new SeriesSet();
  let silent = 0;
  for (let i = 0; i <= options.runs; i++) {
    const client = await McpStdioClient.start({ ...ownServer({ folder }), cwd: tree });
    await client.close();
    const plain = await timed(folder, tree, ['context']);
    const asked = await timed(folder, tree, ['context', '--query', 'why does the export time out']);
    const hook = await timed(
      folder,
      tree,
      ['hook', 'session-start', '--client', 'claude-code'],
      '{"source":"startup"}',
    );
    if (i === 0) continue;
    if (hook.stdout === '') silent += 1;
    times.add('server, to the answered handshake', client.startMilliseconds);
    times.add('context', plain.milliseconds);
    times.add('context --query', asked.milliseconds);
    times.add('hook session-start', hook.milliseconds);
  }

  let above = 0;
  let empty = 0;
  for (const budget of BUDGETS) {
    for (const more of [[], ['--query', 'deploy the server']]) {
      const { stdout } = await timed(folder, tree, ['context', '--max-tokens', String(budget), ...more]);
      if (estimateTokens(stdout.trimEnd()) > budget) above += 1;
      if (!stdout.includes('\n- ')) empty += 1;
    }
  }

  printTable(times.rows());
  const server = times.summary('server, to the answered handshake').p50;
  const ratio = (name: string): number => round(times.summary(name).p50 / server);
  finish(
    {
      name: 'context',
      options,
      figures: {
        milliseconds: times.summaries(),
        ratios: { context_query: ratio('context --query'), hook: ratio('hook session-start') },
        hooks_out_of_time: silent,
      },
      bars: [
        atMost(
          `context with ${options.memories} memories / start of the server`,
          ratio('context'),
          options.bar,
        ),
        exactly(`texts above their budget, of ${2 * BUDGETS.length}`, above, 0),
        exactly('texts without a memory', empty, 0),
      ],
    },
    options.results,
  );
});

/** A repository with a branch, a changed file and a new one, as a session finds it. */
function workTree(folder: string): string {
  const tree = path.join(folder, 'tree');
  const git = (...parameters: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...parameters], {
      cwd: tree,
      stdio: 'ignore',
    });
  mkdirSync(path.join(tree, 'src', 'part3'), { recursive: true });
  git('init', '-b', 'main');
  writeFileSync(path.join(tree, 'src', 'part3', 'file3.ts'), 'export {};\n');
  git('add', '.');
  git('commit', '-m', 'first');
  git('checkout', '-b', 'feature/login');
  writeFileSync(path.join(tree, 'src', 'part3', 'file3.ts'), 'export const changed = true;\n');
  writeFileSync(path.join(tree, 'src', 'part3', 'file43.ts'), 'export {};\n');
  return tree;
}

/** Milliseconds from the spawn of a command until it is gone, with what it printed. */
async function timed(folder: string, cwd: string, args: readonly string[], input = '') {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, [EXECUTABLE, ...args], {
    cwd,
    env: ownEnvironment({ folder }),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  const milliseconds = millisecondsSince(start);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stdout}`);
  return { milliseconds, stdout };
}
