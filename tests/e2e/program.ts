import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { EXECUTABLE } from '../support/paths.js';

/** How a run of the executable ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

export interface RunOptions {
  readonly home: string;
  /** Where it is started; the home folder, which is no project, where nothing else is said. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Written to stdin, which is then closed. */
  readonly input?: string;
  /** Runs as a user without rights, where the tests run as root. */
  readonly unprivileged?: boolean;
}

const NOBODY = 65_534;

/** The tests are of the built executable: they say so where there is none. */
export function executable(): string {
  if (existsSync(EXECUTABLE)) return EXECUTABLE;
  throw new Error(`${EXECUTABLE} is not there: run "npm run build" first.`);
}

/** Starts the executable; nothing of this process's settings reaches it. */
export function start(args: readonly string[], options: RunOptions): ChildProcess {
  const drop = options.unprivileged === true && process.getuid?.() === 0;
  return spawn(process.execPath, [executable(), ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: options.home, USERPROFILE: options.home, ...options.env },
    cwd: options.cwd ?? options.home,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(drop ? { uid: NOBODY, gid: NOBODY } : {}),
  });
}

/** Runs the executable to its end. */
export async function run(args: readonly string[], options: RunOptions): Promise<Ended> {
  const child = start(args, options);
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input ?? '');
  return ending(child);
}

/** Waits for the end of a process and gathers what it wrote. */
export function ending(child: ChildProcess): Promise<Ended> {
  const started = performance.now();
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({ code, signal, stdout, stderr, milliseconds: performance.now() - started }),
    );
  });
}

/** A client of the SDK, connected to a server of its own on the store in `home`. */
export async function connect(
  home: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Client> {
  const client = new Client({ name: 'e2e', version: '1.2.3' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [executable(), ...args],
      env: { PATH: process.env.PATH ?? '', HOME: home, USERPROFILE: home, ...env },
      cwd: home,
      stderr: 'ignore',
    }),
  );
  return client;
}

/** Calls a tool and gives its structured content; fails where the tool failed. */
export async function call(client: Client, name: string, args: object): Promise<Record<string, unknown>> {
  const result = await client.callTool({ name, arguments: { ...args } });
  if (result.isError === true) throw new Error(JSON.stringify(result.content));
  return result.structuredContent as Record<string, unknown>;
}

/** What a client is told where a tool refuses a call. */
export async function refusal(
  client: Client,
  name: string,
  args: object,
): Promise<{ code: string; text: string }> {
  const result = await client.callTool({ name, arguments: { ...args } });
  if (result.isError !== true) throw new Error(`${name} was done`);
  const [block] = result.content as { text?: string }[];
  const form = result._meta?.['memorygraph/error'] as { code?: string } | undefined;
  return { code: form?.code ?? '', text: block?.text ?? '' };
}

/** Where the store of a home lies unless a setting says otherwise. */
export function usualStore(home: string): string {
  return join(home, '.memorygraph', 'memorygraph.db');
}

/** The handshake and further messages as lines, for runs without a client. */
export function messages(...more: readonly object[]): string {
  const params = {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'e2e', version: '1' },
  };
  const all = [
    { jsonrpc: '2.0', id: 1, method: 'initialize', params },
    { jsonrpc: '2.0', method: 'notifications/initialized' },
    ...more,
  ];
  return all.map((message) => `${JSON.stringify(message)}\n`).join('');
}
