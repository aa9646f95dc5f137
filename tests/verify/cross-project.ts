// Projects keep apart: three git repositories share a store, each with memories of the same words; a search in one
// finds its own and nothing of the others, and a search in all of them finds everything.
//   node tests/support/run-ts.mjs tests/verify/cross-project.ts --memories 200
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { asArray, textField } from '../support/json.js';
import { run } from '../support/main.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { readOptions } from '../support/options.js';
import { exactly, finish, print } from '../support/report.js';
import { ownServer } from '../support/servers.js';
import { temporaryFolder } from '../support/temporary.js';

const PROJECTS = ['shop', 'site', 'stock'];
const PAGE = 50;

run(async () => {
  const options = readOptions({ memories: 200, seed: 1 });
  const folder = temporaryFolder('projects');
  const clients = await Promise.all(PROJECTS.map((name) => startIn(repository(folder, name), folder)));
  const ids: Set<string>[] = [];
  for (const client of clients) ids.push(await storeAll(client, options.memories));
  let foreign = 0;
  let missed = 0;
  let single = 0;
  for (const [at, client] of clients.entries()) {
    const own = ids[at] ?? new Set();
    const found = await recallAll(client, { query: 'deploy switch of the blue service' });
    foreign += [...found].filter((id) => !own.has(id)).length;
    missed += [...own].filter((id) => !found.has(id)).length;
    for (let step = 0; step < options.memories; step += 1) {
      const { data } = await client.mustTool('recall_memories', { query: text(step) });
      const page = asArray(data.results).map((hit) => textField(hit, 'id'));
      foreign += page.filter((id) => !own.has(id)).length;
      single += page.length > 0 ? 1 : 0;
    }
  }
  const [client] = clients;
  if (client === undefined) throw new Error('no client');
  const everywhere = await recallAll(client, { query: 'deploy switch of the blue service', project: 'all' });
  const empty = await client.mustTool('recall_memories', {
    query: 'deploy',
    project: 'github.com/none/such',
  });
  for (const each of clients) await each.close();

  const total = options.memories * PROJECTS.length;
  print(
    `own ${ids.map((each) => each.size)}, found in all ${everywhere.size}; elsewhere: ${empty.text.split('\n').at(-1)}`,
  );
  finish(
    {
      name: 'verify-cross-project',
      options,
      figures: { stored: total, foreign, missed, answered: single, in_all: everywhere.size },
      bars: [
        exactly(
          'memories stored',
          ids.reduce((sum, each) => sum + each.size, 0),
          total,
        ),
        exactly('of another project', foreign, 0),
        exactly('own ones not found', missed, 0),
        exactly('questions answered', single, total),
        exactly('found with project all', everywhere.size, total),
        exactly('said to lie elsewhere', Number(/(\d+) in other projects/.exec(empty.text)?.[1] ?? 0), total),
      ],
    },
    options.results,
  );
});

/** A real repository with a remote of its own. */
function repository(folder: string, name: string): string {
  const root = path.join(folder, name);
  mkdirSync(root);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
  git('init', '-q');
  git('remote', 'add', 'origin', `git@github.com:acme/${name}.git`);
  return root;
}

function startIn(root: string, folder: string): Promise<McpStdioClient> {
  return McpStdioClient.start({ ...ownServer({ folder, profile: 'extended' }), cwd: root });
}

function text(step: number): string {
  return `Step ${step} of the deploy is the switch from the green to the blue service`;
}

async function storeAll(client: McpStdioClient, count: number): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let first = 0; first < count; first += 100) {
    const memories = Array.from({ length: Math.min(100, count - first) }, (_, at) => ({
      type: 'workflow',
      content: text(first + at),
    }));
    const { data } = await client.mustTool('store_memories', { memories });
    for (const result of asArray(data.results)) ids.add(textField(result, 'id'));
  }
  return ids;
}

/** Every hit of a question, page by page. */
async function recallAll(
  client: McpStdioClient,
  question: Readonly<Record<string, string>>,
): Promise<Set<string>> {
  const found = new Set<string>();
  let cursor: string | undefined;
  do {
    const { data } = await client.mustTool('recall_memories', {
      ...question,
      detail: 'ids',
      limit: PAGE,
      max_tokens: 20_000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const hit of asArray(data.results)) found.add(textField(hit, 'id'));
    cursor = typeof data.next_cursor === 'string' ? data.next_cursor : undefined;
  } while (cursor !== undefined);
  return found;
}
