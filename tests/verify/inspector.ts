// The Inspector's strict check of the tool list over stdio, and the list's size.
//   node tests/support/run-ts.mjs tests/verify/inspector.ts
// Fetches Node 22 and the Inspector with npx, so it needs the package registry once.
import { runProcess } from '../support/command-line.js';
import { asArray, asObject, excerpt } from '../support/json.js';
import { run } from '../support/main.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { readOptions } from '../support/options.js';
import { EXECUTABLE } from '../support/paths.js';
import { type Bar, exactly, finish, print } from '../support/report.js';
import { ownEnvironment, ownServer } from '../support/servers.js';
import { temporaryFolder } from '../support/temporary.js';

const INSPECTOR = '@modelcontextprotocol/inspector@2.12.0';

run(async () => {
  const options = readOptions({ 'core-bytes': 12_000, 'core-bytes-with-output': 18_000 });
  const bars: Bar[] = [];
  const figures: Record<string, unknown> = {};
  for (const profile of ['core', 'extended,admin']) {
    const { code, output, tools } = await inspect(profile);
    bars.push(exactly(`${profile}: exit code of the strict check`, code, 0));
    bars.push({
      name: `${profile}: reported`,
      value: output === '' ? 'nothing' : 'see above',
      wanted: 'nothing',
      met: output === '',
    });
    if (output !== '') print(output);
    figures[profile] = { inspector_tools: tools, ...(await sizes(profile)) };
  }
  const core = asObject(figures.core);
  for (const [name, limit] of [
    ['bytes_without_output_schemas', options['core-bytes']],
    ['bytes', options['core-bytes-with-output']],
  ] as const) {
    const value = Number(core[name]);
    bars.push({ name: `core: ${name} of tools/list`, value, wanted: `<= ${limit}`, met: value <= limit });
  }
  finish({ name: 'verify-inspector', options, figures, bars }, options.results);
});

/** Runs the strict check; `output` is everything it said beside the tools themselves. */
async function inspect(profile: string): Promise<{ code: number; output: string; tools: number }> {
  const folder = temporaryFolder('inspector');
  // npx keeps its own cache in the real home folder; the server gets its settings as options of the Inspector.
  const { HOME: _, ...own } = ownEnvironment({ folder, profile });
  const { code, stdout, stderr } = await runProcess(
    'npx',
    [
      ...['-y', '-p', 'node@22', '-p', INSPECTOR, 'mcp-inspector', '--cli'],
      ...Object.entries(own)
        .filter(([name]) => name.startsWith('MEMORY_'))
        .flatMap(([name, value]) => ['-e', `${name}=${value}`]),
      ...[process.execPath, EXECUTABLE, '--method', 'tools/list', '--strict', '--format', 'json'],
    ],
    { cwd: folder, env: { ...process.env, npm_config_loglevel: 'error' }, timeoutMs: 300_000 },
  );
  const said = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^npm (?:warn|notice)/i.test(line))
    .join('\n');
  let tools = 0;
  try {
    const parsed: unknown = JSON.parse(stdout);
    tools = asArray(asObject(asObject(parsed).result ?? parsed).tools).length;
  } catch {
    return { code: code ?? -1, output: `${said}\n${excerpt(stdout)}`.trim(), tools };
  }
  return { code: code ?? -1, output: said, tools };
}

/** Bytes of the tool list as it goes over the wire, with and without output schemas. */
async function sizes(profile: string): Promise<Record<string, number>> {
  const client = await McpStdioClient.start(ownServer({ folder: temporaryFolder('inspector'), profile }));
  try {
    const { tools } = await client.request('tools/list', {});
    const bare = asArray(tools).map((tool) => ({ ...asObject(tool), outputSchema: undefined }));
    return {
      tools: bare.length,
      bytes: Buffer.byteLength(JSON.stringify(tools)),
      bytes_without_output_schemas: Buffer.byteLength(JSON.stringify(bare)),
    };
  } finally {
    await client.close();
  }
}
