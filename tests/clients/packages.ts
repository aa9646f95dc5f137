import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runProcess } from '../support/command-line.js';
import { asArray, asObject } from '../support/json.js';
import { stageBundle } from '../support/make-mcpb.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { ROOT } from '../support/paths.js';
import { serverJsonProblems } from '../support/server-json.js';
import { temporaryFolder } from '../support/temporary.js';
import { type Check, must, skip } from './checks.js';
import { bench, type ProgramName } from './programs.js';

const REGISTRY = 'github.com/modelcontextprotocol/registry@v1.8.8';
const SCHEMA = 'internal/validators/schemas/2025-12-11.json';

/** What a client puts the bundle's folder for. */
const DIRNAME = `\${__dirname}`;

/** The bundle for desktop clients and the registry's entry, by their own validators. */
export function packageChecks(programs: ReadonlyMap<ProgramName, string>): Check[] {
  return [
    {
      name: 'mcpb validates, packs and unpacks the bundle, and the server in it remembers',
      run: () => bundle(programs),
    },
    { name: 'server.json is what the registry describes', run: ownServerCheck },
    { name: "server.json fits the registry's own schema", run: registrySchema },
  ];
}

async function bundle(programs: ReadonlyMap<ProgramName, string>): Promise<string> {
  const at = bench(programs);
  const folder = temporaryFolder('bundle');
  const [staged, packed, unpacked] = ['staged', 'memorygraph.mcpb', 'unpacked'].map((name) =>
    path.join(folder, name),
  );
  must(staged !== undefined && packed !== undefined && unpacked !== undefined, 'three paths');
  stageBundle(staged);
  for (const args of [
    ['validate', path.join(staged, 'manifest.json')],
    ['pack', staged, packed],
    ['unpack', packed, unpacked],
  ]) {
    const { code, stdout, stderr } = await at.program('mcpb', args);
    must(code === 0, `mcpb ${args[0]}: ${stdout}${stderr}`);
  }
  const manifest = asObject(JSON.parse(readFileSync(path.join(unpacked, 'manifest.json'), 'utf8')));
  const { args } = asObject(asObject(manifest.server).mcp_config);
  const client = await McpStdioClient.start({
    label: 'the bundle',
    command: process.execPath,
    args: asArray(args).map((each) => String(each).replace(DIRNAME, unpacked)),
    env: {
      PATH: process.env.PATH ?? '',
      HOME: at.home,
      MEMORY_SQLITE_PATH: '~/bundle.db',
      MEMORY_TOOL_PROFILE: 'core',
    },
    cwd: at.home,
  });
  try {
    const { tools } = await client.request('tools/list', {});
    const listed = asArray(tools)
      .map((each) => asObject(each).name)
      .toSorted();
    const told = asArray(manifest.tools)
      .map((each) => asObject(each).name)
      .toSorted();
    must(
      JSON.stringify(listed) === JSON.stringify(told),
      `the server has ${listed.join()}, the manifest ${told.join()}`,
    );
    await client.mustTool('store_memory', {
      type: 'solution',
      title: 'Bundle',
      content: 'The bundle remembers.',
    });
    const { text } = await client.mustTool('recall_memories', { query: 'does the bundle remember' });
    must(text.includes('Bundle'), text);
    must(existsSync(path.join(at.home, 'bundle.db')), 'no database was made');
    return `${listed.length} tools, stored and recalled`;
  } finally {
    await client.close();
  }
}

function serverJson(): unknown {
  return JSON.parse(readFileSync(path.join(ROOT, 'server.json'), 'utf8'));
}

async function ownServerCheck(): Promise<string> {
  const problems = serverJsonProblems(serverJson());
  must(problems.length === 0, problems.join('\n'));
  return 'names, lengths, versions';
}

/** The schema comes with the registry's program, which is a Go module. */
async function registrySchema(): Promise<string> {
  const folder = temporaryFolder('registry');
  const env = { ...process.env, GOPATH: folder, GOCACHE: path.join(folder, 'cache'), GOFLAGS: '-modcacherw' };
  const fetched = await runProcess('go', ['mod', 'download', '-json', REGISTRY], {
    cwd: folder,
    env,
    timeoutMs: 60_000,
  }).catch(() => skip('go is not installed, and the schema comes with a Go module'));
  if (fetched.code !== 0) skip('the Go module with the schema could not be fetched');
  const { Dir } = asObject(JSON.parse(fetched.stdout));
  const schema = asObject(JSON.parse(readFileSync(path.join(String(Dir), SCHEMA), 'utf8')));
  const problems = serverJsonProblems(serverJson(), schema);
  must(problems.length === 0, problems.join('\n'));
  return `the schema of 2025-12-11, from ${REGISTRY}`;
}
