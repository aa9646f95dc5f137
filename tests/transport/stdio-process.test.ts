import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleChild } from '../support/bundle-child.js';

let bundle: { file: string; remove: () => void };

beforeAll(async () => {
  bundle = await bundleChild('tests/support/fixture-stdio-entry.ts');
});
afterAll(() => bundle.remove());

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};

function call(id: number, name: string, args: unknown) {
  return JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } });
}

/** Runs the server on an input that ends at once; its lines, exit code and time. */
async function runOn(input: string): Promise<{ lines: string[]; code: number | null; ms: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [bundle.file], { stdio: ['pipe', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString();
  });
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  expect(output === '' || output.endsWith('\n')).toBe(true);
  return { lines: output.split('\n').slice(0, -1), code, ms: performance.now() - started };
}

describe('a process whose input ends', () => {
  it('answers what it was asked, writes nothing but messages, and exits cleanly', async () => {
    const input = [
      JSON.stringify(INITIALIZE),
      '{broken',
      call(1, 'slow', { ms: 300 }),
      call(2, 'echo', { text: 'line one\nline two\u2028three' }),
      call(3, 'fail', { how: 'unknown' }),
      call(4, 'echo', { text: 'x'.repeat(90_000), times: 3 }),
      call(5, 'no_such', {}),
    ].join('\n');
    const { lines, code } = await runOn(`${input}\n`);
    const messages = lines.map((line) => JSON.parse(line));
    expect(messages.every((message) => message.jsonrpc === '2.0')).toBe(true);
    expect(messages.map((message) => message.id).toSorted()).toEqual([0, 1, 2, 3, 4, 5, null]);
    expect(messages.find((message) => message.id === 2).result.structuredContent.text).toContain(
      '\u2028three',
    );
    expect(code).toBe(0);
  });

  it('exits soon where it was asked nothing', async () => {
    const { lines, code, ms } = await runOn('');
    expect([lines, code]).toEqual([[], 0]);
    expect(ms).toBeLessThan(3_000);
  });

  it('survives a reader that goes away', async () => {
    const child = spawn(process.execPath, [bundle.file], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.on('error', () => {});
    child.stdin.write(`${JSON.stringify(INITIALIZE)}\n`);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    for (let id = 1; id < 20; id += 1)
      child.stdin.write(`${call(id, 'echo', { text: 'x'.repeat(9_000) })}\n`);
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect([code, signal]).toEqual([0, null]);
  });
});
