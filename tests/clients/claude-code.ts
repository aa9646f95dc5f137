import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { ROOT } from '../support/paths.js';
import { type Check, must } from './checks.js';
import { startModelStub } from './model-stub.js';
import { type Bench, bench, type ProgramName } from './programs.js';

/** What the hooks of the checks print; it has to reach the model. */
const CONTEXT = 'the answer is in the third drawer';

/** Claude Code itself reads what was written, starts the server, runs the hooks and takes the plugin. */
export function claudeCodeChecks(programs: ReadonlyMap<ProgramName, string>): Check[] {
  const on = (work: (at: Bench) => Promise<string>) => () => work(bench(programs));
  return [
    { name: 'Claude Code validates the plugin and the marketplace', run: on(validated) },
    { name: 'Claude Code installs the plugin', run: on(plugin) },
    { name: 'Claude Code starts the server of a user', run: on(userServer) },
    { name: 'Claude Code keeps its other servers', run: on(otherServers) },
    { name: 'Claude Code finds the server of a project', run: on(projectServer) },
    { name: 'Claude Code runs the hooks', run: on(hooks) },
    { name: 'Claude Code is told of a memory at the start', run: on(recall) },
    { name: 'Claude Code goes on where the program of the hooks is gone', run: on(hooksWithoutProgram) },
  ];
}

async function validated(at: Bench): Promise<string> {
  for (const folder of ['.', '.claude-plugin/memorygraph']) {
    const { code, stdout, stderr } = await at.program('claude', [
      'plugin',
      'validate',
      path.join(ROOT, folder),
      '--strict',
    ]);
    must(code === 0 && /Validation passed/.test(stdout), `${folder}: ${stdout}${stderr}`);
  }
  return 'claude plugin validate --strict, twice';
}

async function plugin(at: Bench): Promise<string> {
  await at.program('claude', ['plugin', 'marketplace', 'add', ROOT]);
  const { stdout, stderr } = await at.program('claude', ['plugin', 'install', 'memorygraph@memorygraph']);
  must(/Successfully installed/.test(stdout), stdout + stderr);
  const details = (await at.program('claude', ['plugin', 'details', 'memorygraph'])).stdout;
  for (const part of [/Hooks \(4\)/, /MCP servers \(1\)\s+memorygraph/, /Skills \(1\)\s+remembering/])
    must(part.test(details), details);
  return '4 hooks, 1 server, 1 skill';
}

async function userServer(at: Bench): Promise<string> {
  await at.own(['install', 'claude-code', '--tool-profile', 'extended']);
  const { stdout } = await at.program('claude', ['mcp', 'get', 'memorygraph']);
  must(/Scope: User/.test(stdout) && /Connected/.test(stdout) && /MEMORY_TOOL_PROFILE=/.test(stdout), stdout);
  await at.own(['install', 'claude-code', '--remove']);
  const after = (await at.program('claude', ['mcp', 'list'])).stdout;
  must(!after.includes('memorygraph'), after);
  return 'connected; gone after --remove';
}

async function otherServers(at: Bench): Promise<string> {
  const other = ['mcp', 'add', '--scope', 'user', 'other', '--', 'true', '--flag'];
  must((await at.program('claude', other)).code === 0, 'claude mcp add failed');
  await at.own(['install', 'claude-code']);
  const both = (await at.program('claude', ['mcp', 'list'])).stdout;
  must(/^other: true --flag/m.test(both) && /^memorygraph: .*Connected/m.test(both), both);
  await at.own(['install', 'claude-code', '--remove']);
  const left = (await at.program('claude', ['mcp', 'list'])).stdout;
  must(/^other: true --flag/m.test(left) && !left.includes('memorygraph'), left);
  return 'listed before and after';
}

async function projectServer(at: Bench): Promise<string> {
  await at.own(['install', 'claude-code', '--project']);
  const { stdout } = await at.program('claude', ['mcp', 'list']);
  must(/^memorygraph: .*Pending approval/m.test(stdout), stdout);
  return 'waits for the approval that Claude Code asks for';
}

/** A program that takes the place of this one, and notes what it is called with. */
function recorder(at: Bench): { command: string; file: string; calls: () => string[] } {
  const [file, notes] = [path.join(at.home, 'recorder.mjs'), path.join(at.home, 'calls.txt')];
  const context = { hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext: CONTEXT } };
  writeFileSync(notes, '');
  writeFileSync(
    file,
    `import { appendFileSync, readFileSync } from 'node:fs';
const [, , , event] = process.argv;
const { hook_event_name } = JSON.parse(readFileSync(0, 'utf8'));
appendFileSync(${JSON.stringify(notes)}, process.argv.slice(2).join(' ') + ' = ' + hook_event_name + '\\n');
if (event === 'session-start') process.stdout.write(${JSON.stringify(JSON.stringify(context))});`,
  );
  const calls = (): string[] => readFileSync(notes, 'utf8').split('\n').filter(Boolean);
  return { command: `"${process.execPath}" "${file}"`, file, calls };
}

/** A session of one question, with a model on this machine. */
async function session(at: Bench): Promise<{ code: number | null; output: string; asked: string }> {
  const model = await startModelStub();
  try {
    const env = { ANTHROPIC_API_KEY: 'none', ANTHROPIC_BASE_URL: model.url };
    const { code, stdout, stderr } = await at.program('claude', ['-p', 'hello'], { env });
    return { code, output: stdout + stderr, asked: model.asked.join('\n') };
  } finally {
    await model.close();
  }
}

async function hooks(at: Bench): Promise<string> {
  const { command, calls } = recorder(at);
  await at.own(['install', 'claude-code', '--command', command]);
  const { code, output, asked } = await session(at);
  must(code === 0 && output.trim() === 'done', `the session ended with ${code}: ${output}`);
  const expected = ['session-start', 'stop', 'session-end'].map(
    (event, index) => `hook ${event} --client claude-code = ${['SessionStart', 'Stop', 'SessionEnd'][index]}`,
  );
  must(
    JSON.stringify(calls()) === JSON.stringify(expected),
    `the hooks were called so: ${calls().join('; ')}`,
  );
  must(asked.includes(CONTEXT), 'what the hook printed did not reach the model');
  return 'session-start, stop and session-end; the context reached the model';
}

async function recall(at: Bench): Promise<string> {
  await at.own(['install', 'claude-code']);
  const client = await McpStdioClient.start(at.server);
  await client.mustTool('store_memory', { type: 'decision', title: 'Keys', content: `Decided: ${CONTEXT}.` });
  await client.close();
  const { code, output, asked } = await session(at);
  must(code === 0 && output.trim() === 'done', `the session ended with ${code}: ${output}`);
  must(asked.includes('Keys'), 'the memory did not reach the model');
  return 'a stored memory is in what the model is asked';
}

async function hooksWithoutProgram(at: Bench): Promise<string> {
  const { command, file } = recorder(at);
  await at.own(['install', 'claude-code', '--command', command]);
  rmSync(file);
  const { code, output } = await session(at);
  must(code === 0 && output.trim() === 'done', `the session ended with ${code}: ${output}`);
  return 'the session ends as ever, and nothing is said of it';
}
