import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { asArray, asObject, excerpt, isObject, type JsonObject } from './json.js';
import { LineReader } from './line-reader.js';
import type { Reply, ServerCommand, ToolAnswer } from './mcp-types.js';

/** The process ended while a request was open. */
export class ServerGone extends Error {}

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
  readonly sentAt: bigint;
  readonly timer: NodeJS.Timeout;
}

const running = new Set<ChildProcessWithoutNullStreams>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Newline-delimited JSON-RPC over a child's stdin and stdout, and nothing more. */
export class McpStdioClient {
  /** What the process wrote to stderr, the last 64 KB of it. */
  stderr = '';
  /** Milliseconds from spawn to the answered `initialize`. */
  startMilliseconds = Number.NaN;
  readonly ended: Promise<void>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, Waiting>();
  readonly #timeoutMs: number;
  readonly #label: string;
  #lastId = 0;
  #gone = false;

  private constructor(server: ServerCommand, timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#label = server.label;
    this.#child = spawn(server.command, server.args, { cwd: server.cwd, env: { ...server.env } });
    running.add(this.#child);
    new LineReader(this.#child.stdout, (line) => this.#receive(line));
    this.#child.stderr.setEncoding('utf8');
    this.#child.stderr.on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-65_536);
    });
    this.#child.stdin.on('error', () => {});
    this.ended = new Promise((resolve) => {
      this.#child.once('error', () => this.#end(resolve));
      this.#child.once('close', () => this.#end(resolve));
    });
  }

  /** Spawns the server and completes the handshake. */
  static async start(server: ServerCommand, options: { timeoutMs?: number } = {}): Promise<McpStdioClient> {
    const spawnedAt = process.hrtime.bigint();
    const client = new McpStdioClient(server, options.timeoutMs ?? 60_000);
    try {
      await client.request('initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'memorygraph-tests', version: '1' },
      });
    } catch (error) {
      await client.kill();
      throw new Error(`${server.label} did not start: ${String(error)}\n${client.stderr}`);
    }
    client.startMilliseconds = millisecondsSince(spawnedAt);
    client.sendLine('{"jsonrpc":"2.0","method":"notifications/initialized"}');
    return client;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** Sends a request and waits for its answer, be it a result or an error. */
  exchange(method: string, params: unknown, timeoutMs?: number): Promise<Reply> {
    return this.exchangeText(method, JSON.stringify(params), timeoutMs);
  }

  /** The same with the parameters as JSON text, so that any text at all can be sent. */
  exchangeText(method: string, params: string, timeoutMs = this.#timeoutMs): Promise<Reply> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#gone) return reject(new ServerGone(`${this.#label} has ended`));
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(
          new Error(`${this.#label}: no answer to ${method} ${excerpt(params, 200)} in ${timeoutMs} ms`),
        );
      }, timeoutMs);
      const sentAt = process.hrtime.bigint();
      this.#waiting.set(id, { resolve, reject, sentAt, timer });
      this.sendLine(`{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)},"params":${params}}`);
    });
  }

  /** Sends a request that has to succeed. */
  async request(method: string, params: unknown): Promise<JsonObject> {
    const { message } = await this.exchange(method, params);
    if (message.error !== undefined) throw new Error(`${method}: ${excerpt(message.error)}`);
    return asObject(message.result);
  }

  /** Calls a tool. A protocol error throws, an `isError` result does not. */
  async tool(name: string, args: JsonObject): Promise<ToolAnswer> {
    const { message, milliseconds } = await this.exchange('tools/call', { name, arguments: args });
    if (message.error !== undefined) throw new Error(`${name}: ${excerpt(message.error)}`);
    const result = asObject(message.result);
    const text = asArray(result.content)
      .map((part) => String(asObject(part).text ?? ''))
      .join('\n');
    const data = asObject(result.structuredContent);
    return { data, text, error: result.isError === true ? text : null, milliseconds };
  }

  /** Calls a tool that has to succeed. */
  async mustTool(name: string, args: JsonObject): Promise<ToolAnswer> {
    const answer = await this.tool(name, args);
    if (answer.error !== null) throw new Error(`${name} ${excerpt(args, 200)}: ${excerpt(answer.error)}`);
    return answer;
  }

  sendLine(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  sendBytes(bytes: Uint8Array): void {
    this.#child.stdin.write(bytes);
  }

  /** Ends stdin and waits for the process to leave; false where it had to be killed after `graceMs`. */
  async close(graceMs = 5_000): Promise<boolean> {
    if (this.#gone) return true;
    this.#child.stdin.end();
    let killed = false;
    const timer = setTimeout(() => {
      killed = true;
      this.#child.kill('SIGKILL');
    }, graceMs);
    await this.ended;
    clearTimeout(timer);
    return !killed;
  }

  /** Kill -9, and the end of it. */
  async kill(): Promise<void> {
    if (!this.#gone) this.#child.kill('SIGKILL');
    await this.ended;
  }

  #receive(line: string): void {
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      this.stderr += `\n[stdout is not JSON] ${line.slice(0, 500)}`;
      return;
    }
    if (!isObject(message) || typeof message.id !== 'number') return;
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return;
    this.#waiting.delete(message.id);
    clearTimeout(waiting.timer);
    waiting.resolve({ message, line, milliseconds: millisecondsSince(waiting.sentAt) });
  }

  #end(resolve: () => void): void {
    running.delete(this.#child);
    this.#gone = true;
    for (const waiting of this.#waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(new ServerGone(`${this.#label} ended with a request open`));
    }
    this.#waiting.clear();
    resolve();
  }
}

export function millisecondsSince(start: bigint): number {
  return Number(process.hrtime.bigint() - start) / 1e6;
}
