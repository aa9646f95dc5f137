import { PassThrough } from 'node:stream';
import { Client, type JSONRPCMessage, type Transport } from '@modelcontextprotocol/client';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { serveOverStdio } from '../../../src/transport/stdio.js';

/** What a client asks, and under which name it is audited. */
export interface Ask {
  readonly method: 'tools/call' | 'resources/read' | 'resources/list' | 'prompts/get' | 'completion/complete';
  readonly params: Readonly<Record<string, unknown>>;
}

/** What came back, as it stood on the wire. */
export interface Answer {
  /** Every line that came between question and answer, notifications too; the number of the request is taken out. */
  readonly bytes: string;
  /** The code that was told; null = it went well. `protocol` = an error without a code of ours. */
  readonly code: string | null;
  /** Structured content of a tool, or the whole result of another request; empty after an error. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What a model reads of a tool's answer; the message of a protocol error. */
  readonly text: string;
}

/** A client of the official SDK on a server in this process, over streams as on stdio. */
export interface Connection {
  readonly client: Client;
  readonly ask: (ask: Ask) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** The name that every client of the probes gives; some tests give another. */
export const CLIENT_INFO = { name: 'prober', version: '1.0' };

/** @param era `legacy` = the 2025 protocol, else the 2026 one. */
export async function connect(
  factory: McpServerFactory,
  era: 'legacy' | '2026-07-28' = 'legacy',
  info: { readonly name: string; readonly version: string } = CLIENT_INFO,
): Promise<Connection> {
  const transport = new LinesTransport(factory);
  const mode = era === 'legacy' ? era : { pin: era };
  const client = new Client(info, { versionNegotiation: { mode } });
  await client.connect(transport);
  return {
    client,
    async ask({ method, params }) {
      transport.begin();
      // What the SDK makes of the answer does not matter here: the line is read as it came.
      await (client.request as (request: unknown) => Promise<unknown>)({ method, params }).catch(() => {});
      return answerOf(transport.taken());
    },
    close: () => client.close(),
  };
}

interface Line {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string; readonly data?: unknown };
}

function answerOf(lines: readonly string[]): Answer {
  const last = lines.at(-1);
  if (last === undefined) throw new Error('no answer came');
  const { id, result, error } = JSON.parse(last) as Line;
  const bytes = lines
    .join('\n')
    .replaceAll(`"id":${id}`, '"id":0')
    .replaceAll(`"progressToken":${id}`, '"progressToken":0');
  if (error !== undefined)
    return { bytes, code: codeIn(error.data) ?? 'protocol', data: {}, text: error.message };
  const content = result?.content as readonly { readonly text?: string }[] | undefined;
  const text = content?.map((part) => part.text ?? '').join('\n') ?? '';
  if (result?.isError === true) return { bytes, code: codeIn(result._meta) ?? 'protocol', data: {}, text };
  return { bytes, code: null, data: (result?.structuredContent ?? result ?? {}) as Answer['data'], text };
}

function codeIn(meta: unknown): string | undefined {
  const form = (meta as Readonly<Record<string, { readonly code?: string }>> | undefined)?.[
    'memorygraph/error'
  ];
  return form?.code;
}

/** The client's end of the streams; keeps the lines of one request at a time. */
class LinesTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];

  readonly #factory: McpServerFactory;
  readonly #input = new PassThrough();
  readonly #output = new PassThrough({ highWaterMark: 16 * 1024 * 1024 });
  #server: ReturnType<typeof serveOverStdio> | undefined;
  #lines: string[] = [];
  #rest = '';

  constructor(factory: McpServerFactory) {
    this.#factory = factory;
  }

  async start(): Promise<void> {
    this.#output.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#server = serveOverStdio(this.#factory, { input: this.#input, output: this.#output });
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.#input.write(`${JSON.stringify(message)}\n`);
  }

  async close(): Promise<void> {
    this.#input.end();
    await this.#server?.closed;
    this.onclose?.();
  }

  begin(): void {
    this.#lines = [];
  }

  taken(): readonly string[] {
    return this.#lines;
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      this.#lines.push(line);
      this.onmessage?.(JSON.parse(line) as JSONRPCMessage);
    }
  }
}
