import { afterEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/domain/limits.js';
import { createMcpServerFactory } from '../../src/mcp/server.js';
import { FIXTURE_OPTIONS } from '../support/fixture-options.js';
import { type LinePeer, linePeer } from '../support/line-peer.js';

let peer: LinePeer;

async function opened(): Promise<LinePeer> {
  peer = linePeer(createMcpServerFactory(FIXTURE_OPTIONS));
  await peer.open();
  return peer;
}

afterEach(async () => {
  peer.input.end();
  await peer.server.closed;
});

/** JSON text of lists in lists. */
function nested(levels: number): string {
  return `${'['.repeat(levels)}${']'.repeat(levels)}`;
}

function echoCall(id: number, metadata: string): string {
  const args = `{"text":"hi","metadata":{"deep":${metadata}}}`;
  return `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"echo","arguments":${args}}}\n`;
}

describe('lines that are no message are answered, and the next one is served', () => {
  const lines: readonly [string, string, number, number | string | null][] = [
    ['broken JSON', '{"jsonrpc":"2.0",', -32700, null],
    ['a bare word', 'hello', -32700, null],
    ['two objects', '{"jsonrpc":"2.0","id":1,"method":"ping"}{}', -32700, null],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600, null],
    ['an empty batch', '[]', -32600, null],
    ['a number', '7', -32600, null],
    ['null', 'null', -32600, null],
    ['an empty object', '{}', -32600, null],
    ['no method', '{"jsonrpc":"2.0","id":9}', -32600, 9],
    ['a method that is no text', '{"jsonrpc":"2.0","id":"x","method":7}', -32600, 'x'],
    ['an id of null', '{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600, null],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600, null],
    ['a fraction as id', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32600, null],
    ['another version', '{"jsonrpc":"1.0","id":3,"method":"ping"}', -32600, 3],
    ['no version', '{"id":3,"method":"ping"}', -32600, 3],
    ['params as a list', '{"jsonrpc":"2.0","id":4,"method":"ping","params":[1]}', -32602, 4],
    ['params as a text', '{"jsonrpc":"2.0","id":4,"method":"ping","params":"x"}', -32602, 4],
    ['_meta as a text', '{"jsonrpc":"2.0","id":5,"method":"ping","params":{"_meta":"x"}}', -32602, 5],
    [
      'an odd progress token',
      '{"jsonrpc":"2.0","id":5,"method":"ping","params":{"_meta":{"progressToken":[]}}}',
      -32602,
      5,
    ],
  ];
  it.each(lines)('%s', async (_name, line, code, id) => {
    const { write, answer, request } = await opened();
    write(`${line}\n`);
    expect((await answer(id)).error?.code).toBe(code);
    expect((await request('after', 'ping')).result).toEqual({});
  });
});

describe('lines that need no answer', () => {
  it.each([
    ['an empty line', ''],
    ['blanks', '  \t'],
    ['an unknown notification', '{"jsonrpc":"2.0","method":"notifications/whatever"}'],
    ['a call without an id', '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"echo"}}'],
    ['an answer to nothing', '{"jsonrpc":"2.0","id":77,"result":{}}'],
    ['a malformed answer', '{"jsonrpc":"2.0","id":77,"result":7}'],
    [
      'a cancellation of nothing',
      '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}',
    ],
  ])('%s', async (_name, line) => {
    const { write, request, messages } = await opened();
    write(`${line}\n`);
    expect((await request('after', 'ping')).result).toEqual({});
    expect(messages.map((message) => message.id)).toEqual(['open', 'after']);
  });

  it('a request is served with members and params that JSON-RPC does not know', async () => {
    const { write, answer } = await opened();
    write('{"jsonrpc":"2.0","id":1,"method":"ping","params":null,"extra":true}\n');
    expect((await answer(1)).result).toEqual({});
  });
});

describe('bytes', () => {
  it('splits a message anywhere, also inside a letter, and takes CRLF', async () => {
    const { write, answer, call } = await opened();
    const text = 'grüße 🦊 — ok';
    const args = { name: 'echo', arguments: { text } };
    const line = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: args });
    for (const byte of Buffer.from(`${line}\r\n`)) write(Buffer.from([byte]));
    expect((await answer(1)).result?.structuredContent?.text).toBe(text);
    expect((await call(2, 'echo', { text: 'again' })).result?.structuredContent?.text).toBe('again');
  });

  it('serves several messages of one chunk, in order', async () => {
    const { write, answer, messages } = await opened();
    write([1, 2, 3].map((id) => `{"jsonrpc":"2.0","id":${id},"method":"ping"}\n`).join(''));
    await answer(3);
    expect(messages.slice(1).map((message) => message.id)).toEqual([1, 2, 3]);
  });

  it('refuses a line that is not UTF-8', async () => {
    const { write, answer, request } = await opened();
    const [head, tail] = [
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"',
      '"}}}\n',
    ];
    write(Buffer.concat([Buffer.from(head), Buffer.from([0xc3, 0x28]), Buffer.from(tail)]));
    expect((await answer(null)).error?.code).toBe(-32700);
    expect((await request(2, 'ping')).result).toEqual({});
  });
});

describe('limits', () => {
  it.each([
    [
      'at the end',
      `{"method":"ping","params":{"x":"${'x'.repeat(LIMITS.message_bytes)}"},"jsonrpc":"2.0","id":41}`,
      41,
    ],
    [
      'at the start',
      `{"jsonrpc":"2.0","id":"a","method":"ping","params":{"x":"${'x'.repeat(LIMITS.message_bytes)}"}}`,
      'a',
    ],
    ['inside only', `{"params":{"id":3,"x":"${'x'.repeat(LIMITS.message_bytes)}"},"method":"ping"}`, null],
  ])('a line over the limit is refused, with its id %s', async (_name, line, id) => {
    const { write, answer, request } = await opened();
    write(line);
    write('\n');
    const refusal = await answer(id);
    expect(refusal.error?.code).toBe(-32600);
    expect(refusal.error?.message).toContain(String(LIMITS.message_bytes));
    expect((await request('after', 'ping')).result).toEqual({});
  });

  it('a line of just the limit is served', async () => {
    const { write, answer } = await opened();
    const [head, tail] = ['{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"', '"}}'];
    write(`${head}${'x'.repeat(LIMITS.message_bytes - head.length - tail.length)}${tail}\n`);
    expect((await answer(1)).result).toEqual({});
  });

  it('memory stays bounded while a line without end comes in', async () => {
    const { input, write, answer } = await opened();
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().arrayBuffers;
    for (let count = 0; count < 60; count += 1) {
      if (!input.write(chunk)) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(45 * 1024 * 1024);
    write('\n');
    expect((await answer(null)).error?.code).toBe(-32600);
  });

  it('arguments of 64 levels are served, deeper messages refused with their id', async () => {
    const { write, answer } = await opened();
    write(echoCall(1, nested(LIMITS.json_depth - 2)));
    expect((await answer(1)).result?.structuredContent).toEqual({ text: 'hi', times: 1 });
    write(echoCall(2, nested(LIMITS.json_depth - 1)));
    expect((await answer(2)).error?.code).toBe(-32602);
  });

  it('ten thousand and a million levels do no harm', async () => {
    const { write, answer, request } = await opened();
    write(echoCall(1, nested(10_000)));
    write(echoCall(2, nested(1_000_000)));
    expect((await answer(1)).error?.message).toContain('too_deep');
    expect((await answer(2)).error?.code).toBe(-32602);
    expect((await request('after', 'ping')).result).toEqual({});
  });
});

describe('methods and names', () => {
  it.each([
    ['an unknown method', 'no/such', {}, -32601],
    ['an unknown tool', 'tools/call', { name: 'no_such' }, -32602],
    ['a name of the prototype', 'tools/call', { name: '__proto__' }, -32602],
    ['a tool without a name', 'tools/call', {}, -32602],
    ['arguments as a list', 'tools/call', { name: 'echo', arguments: [] }, -32602],
    ['an unknown prompt', 'prompts/get', { name: 'no_such' }, -32602],
    ['an unknown resource', 'resources/read', { uri: 'memory://no_such' }, -32602],
    ['an unknown scheme', 'resources/read', { uri: 'file:///etc/passwd' }, -32602],
    ['no URI', 'resources/read', { uri: 'memory' }, -32602],
  ])('%s', async (_name, method, params, code) => {
    const { request } = await opened();
    expect((await request(1, method, params)).error?.code).toBe(code);
    expect((await request('after', 'ping')).result).toEqual({});
  });

  it('a former name can be called and is not listed', async () => {
    const { call, request } = await opened();
    expect((await call(1, 'say', { text: 'hi' })).result?.structuredContent?.text).toBe('hi');
    expect((await call(2, 'gone')).error?.code).toBe(-32602);
    const { result } = await request(3, 'tools/list');
    const tools = result?.tools as readonly { readonly name: string }[];
    expect(tools.map((tool) => tool.name)).toEqual(['echo', 'slow', 'fail', 'who']);
  });
});
