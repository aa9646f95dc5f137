import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

/** A conversation with a server that this process started, through the SDK's own client. */
export interface DemoSession {
  readonly tools: readonly string[];
  /** Milliseconds from spawn to the answered handshake. */
  readonly handshakeMs: number;
  /** Calls a tool; an error answer ends the demo. */
  call(tool: string, args: Record<string, unknown>): Promise<{ data: Record<string, unknown>; ms: number }>;
  close(): Promise<void>;
}

const PROJECT = 'example.org/memorygraph';

/** Starts the server on a store of its own in `folder`, whatever the person's settings are, and shakes hands. */
export async function startSession(script: string, folder: string): Promise<DemoSession> {
  const settings = join(folder, 'config.json');
  await writeFile(settings, '{}');
  const client = new Client({ name: 'memorygraph-demo', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    // A project of its own, whatever folder the demo is started in.
    args: [
      ...[script, '--config', settings, '--sqlite-path', join(folder, 'demo.db')],
      ...['--tool-profile', 'extended', '--current-project', PROJECT],
    ],
    stderr: 'inherit',
  });
  const started = performance.now();
  await client.connect(transport);
  const handshakeMs = performance.now() - started;
  const { tools } = await client.listTools();
  return {
    tools: tools.map((tool) => tool.name),
    handshakeMs,
    async call(name, args) {
      const before = performance.now();
      const result = await client.callTool({ name, arguments: args });
      const ms = performance.now() - before;
      if (result.isError === true)
        throw new MemoryGraphError('internal', `${name} answered an error: ${textOf(result.content)}`);
      return { data: (result.structuredContent ?? {}) as Record<string, unknown>, ms };
    },
    close: () => client.close(),
  };
}

function textOf(content: unknown): string {
  const blocks = Array.isArray(content) ? (content as { text?: unknown }[]) : [];
  return blocks.map((block) => String(block.text ?? '')).join(' ');
}
