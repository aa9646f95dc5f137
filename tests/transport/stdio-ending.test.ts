import { PassThrough, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createMcpServerFactory } from '../../src/mcp/server.js';
import { serveOverStdio } from '../../src/transport/stdio.js';
import { FIXTURE_OPTIONS } from '../support/fixture-options.js';
import { linePeer } from '../support/line-peer.js';

const factory = createMcpServerFactory(FIXTURE_OPTIONS);
const INITIALIZE = {
  jsonrpc: '2.0',
  id: 'open',
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'peer', version: '1' } },
};

function slowCall(id: number, ms: number) {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'slow', arguments: { ms } } };
}

describe('the end of the input', () => {
  it('lets calls in flight finish, then closes', async () => {
    const { send, input, answer, server, messages } = linePeer(factory);
    send(INITIALIZE);
    for (const id of [1, 2, 3]) send(slowCall(id, 100 * id));
    input.end('{"jsonrpc":"2.0","id":4,"method":"ping"');
    await server.closed;
    expect((await answer(3)).result?.structuredContent).toEqual({ done: true });
    expect(messages.map((message) => message.id)).toEqual(['open', 1, 2, 3]);
  });

  it('waits no longer than it was told to', async () => {
    const { send, input, server, messages } = linePeer(factory, { drainMs: 100 });
    send(INITIALIZE);
    send(slowCall(1, 20_000));
    input.end();
    const started = performance.now();
    await server.closed;
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(messages.map((message) => message.id)).toEqual(['open']);
  });

  it('does not wait for a call that was called off', async () => {
    const { send, input, server } = linePeer(factory);
    send(INITIALIZE);
    send(slowCall(1, 20_000));
    send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } });
    input.end();
    const started = performance.now();
    await server.closed;
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it('closes at once where nothing came', async () => {
    const { input, server, messages } = linePeer(factory);
    input.end();
    await server.closed;
    expect(messages).toEqual([]);
  });
});

describe('the other side', () => {
  it('may go away: closes quietly, and writing on does no harm', async () => {
    const input = new PassThrough();
    const output = new Writable({
      write: (_bytes, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    });
    const errors: Error[] = [];
    const server = serveOverStdio(factory, { input, output, onError: (error) => errors.push(error) });
    input.write(`${JSON.stringify(INITIALIZE)}\n${JSON.stringify(slowCall(1, 50))}\n`);
    await server.closed;
    await sleep(100);
    expect(errors.map((error) => error.message)).toEqual([]);
  });

  it('may read slowly: the input waits while much is unread', async () => {
    const input = new PassThrough();
    let release: (() => void) | null = null;
    let bytes = 0;
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        if (bytes > 100) release = done;
        else done();
      },
    });
    const server = serveOverStdio(factory, { input, output });
    input.write(`${JSON.stringify(INITIALIZE)}\n`);
    const params = { name: 'echo', arguments: { text: 'x'.repeat(99_000), times: 3 } };
    for (let id = 0; id < 200; id += 1) {
      input.write(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params })}\n`);
      await sleep(1);
    }
    expect(input.isPaused()).toBe(true);
    expect(output.writableLength).toBeLessThan(20 * 1024 * 1024);
    bytes = Number.NEGATIVE_INFINITY;
    (release as (() => void) | null)?.();
    input.end();
    await server.closed;
    expect(output.writableLength).toBe(0);
  });

  it('close() ends it from this side', async () => {
    const { open, send, server, messages } = linePeer(factory);
    await open();
    send(slowCall(1, 20_000));
    await server.close();
    await server.closed;
    expect(messages.map((message) => message.id)).toEqual(['open']);
  });
});
