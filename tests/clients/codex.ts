import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { asArray, asObject, type JsonObject } from '../support/json.js';
import { type Check, must, skip } from './checks.js';
import { type Bench, bench, type ProgramName } from './programs.js';

const OWN_CONFIGURATION = `# mine
model = "gpt-5"

[mcp_servers.other] # kept
command = "true"
args = ["--flag"]
`;

/** Codex itself reads what was written. */
export function codexChecks(programs: ReadonlyMap<ProgramName, string>): Check[] {
  const on = (work: (at: Bench) => Promise<string>) => () => work(bench(programs));
  return [
    { name: 'Codex reads the server of a user beside others', run: on(userServer) },
    { name: 'Codex reads the server of a trusted project', run: on(projectServer) },
    { name: 'Codex reads the hooks', run: on((at) => hooks(at, programs)) },
  ];
}

async function servers(at: Bench): Promise<JsonObject[]> {
  const { code, stdout, stderr } = await at.program('codex', ['mcp', 'list', '--json']);
  must(code === 0, stderr);
  return asArray(JSON.parse(stdout)).map(asObject);
}

function configure(at: Bench, text: string): string {
  const file = path.join(at.home, '.codex', 'config.toml');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function userServer(at: Bench): Promise<string> {
  const file = configure(at, OWN_CONFIGURATION);
  await at.own(['install', 'codex', '--tool-profile', 'extended']);
  const listed = await servers(at);
  must(
    listed
      .map((each) => each.name)
      .toSorted()
      .join() === 'memorygraph,other',
    JSON.stringify(listed),
  );
  const transport = asObject(listed.find((each) => each.name === 'memorygraph')?.transport);
  must(asObject(transport.env).MEMORY_TOOL_PROFILE === 'extended', JSON.stringify(transport));
  await at.own(['install', 'codex', '--remove']);
  must((await servers(at)).length === 1, 'memorygraph is listed after --remove');
  must(readFileSync(file, 'utf8') === OWN_CONFIGURATION, 'config.toml is not as it was');
  return 'listed with its settings; the file is as it was after --remove';
}

async function projectServer(at: Bench): Promise<string> {
  configure(at, `[projects.${JSON.stringify(at.project)}]\ntrust_level = "trusted"\n`);
  await at.own(['install', 'codex', '--project']);
  const listed = await servers(at);
  must(
    listed.some((each) => each.name === 'memorygraph'),
    JSON.stringify(listed),
  );
  return 'listed';
}

async function hooks(at: Bench, programs: ReadonlyMap<ProgramName, string>): Promise<string> {
  await at.own(['install', 'codex']);
  const file = programs.get('codex') ?? skip('codex could not be fetched');
  const answer = await askAppServer(file, at);
  const [entry] = asArray(answer.data).map(asObject);
  const found = asArray(entry?.hooks).map(asObject);
  const problems = [...asArray(entry?.warnings), ...asArray(entry?.errors)];
  must(problems.length === 0, JSON.stringify(problems));
  const events = found.map((each) => String(each.eventName)).toSorted();
  must(found.length > 0 && found.every((each) => each.timeoutSec === 2), JSON.stringify(found));
  return `${events.join(', ')}, each with a limit of 2 s, without warnings`;
}

/** Asks Codex which hooks it knows, over the lines of its app server. */
function askAppServer(file: string, at: Bench): Promise<JsonObject> {
  const env = { PATH: process.env.PATH ?? '', HOME: at.home };
  const child = spawn(file, ['app-server'], { cwd: at.project, env, stdio: ['pipe', 'pipe', 'ignore'] });
  const send = (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  return new Promise<JsonObject>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Codex did not answer in 60 s')), 60_000);
    let rest = '';
    child.once('error', reject);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const message = asObject(JSON.parse(line));
        if (message.id === 1) {
          send({ method: 'initialized' });
          send({ id: 2, method: 'hooks/list', params: { cwds: [at.project] } });
        }
        if (message.id !== 2) continue;
        clearTimeout(timer);
        if (message.result === undefined) reject(new Error(line));
        else resolve(asObject(message.result));
      }
    });
    send({
      id: 1,
      method: 'initialize',
      params: { clientInfo: { name: 'check', title: 'check', version: '1' } },
    });
  }).finally(() => child.kill('SIGKILL'));
}
