import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../src/mcp/call.js';
import { ERROR_META_KEY } from '../../src/mcp/error-result.js';
import { createMcpServerFactory } from '../../src/mcp/server.js';
import { FIXTURE_OPTIONS } from '../support/fixture-options.js';
import { type LinePeer, linePeer, type WireMessage } from '../support/line-peer.js';

let peer: LinePeer;
let records: CallRecord[];

beforeEach(async () => {
  records = [];
  peer = linePeer(createMcpServerFactory({ ...FIXTURE_OPTIONS, onCall: (record) => records.push(record) }));
  await peer.open();
});

afterEach(async () => {
  peer.input.end();
  await peer.server.closed;
});

function codeOf(answer: WireMessage): string | undefined {
  return answer.result?._meta?.[ERROR_META_KEY]?.code;
}

function textOf(answer: WireMessage): string {
  return answer.result?.content?.[0]?.text ?? '';
}

describe('arguments that cannot be', () => {
  it.each(['tenant_id', 'user_id', 'created_by', 'token', 'api_key'])(
    '%s is refused by its name',
    async (name) => {
      const answer = await peer.call(1, 'echo', { text: 'hi', [name]: 'mallory' });
      expect(answer.result?.isError).toBe(true);
      expect(codeOf(answer)).toBe('invalid_argument');
      expect(textOf(answer)).toContain(`\`${name}\` is not an argument of echo`);
      expect(answer.result?.structuredContent).toBeUndefined();
    },
  );

  it('names each bad and unknown argument and says what is allowed', async () => {
    const args = { txt: 'x', mood: 'angry', times: 9, tags: ['abcdefgh'] };
    const text = textOf(await peer.call(1, 'echo', args));
    expect(text).toContain('`txt` is not an argument of echo. Did you mean `text`?');
    expect(text).toContain('`text` is required');
    expect(text).toContain('one of calm, loud, not "angry"');
    expect(text).toContain('`times` must be at most 3, not 9');
    expect(text).toContain('`tags[0]` must have at most 5 characters; it has 8');
  });

  it('names at most five of many', async () => {
    const args = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`zzzz${at}`, 1]));
    const answer = await peer.call(1, 'echo', { text: 'x', ...args });
    expect(textOf(answer)).toContain('And 25 more');
    expect(textOf(answer).length).toBeLessThan(1_200);
  });

  it('a size alone is too_large', async () => {
    const answer = await peer.call(1, 'echo', { text: 'x'.repeat(100_001) });
    expect(codeOf(answer)).toBe('too_large');
    expect(textOf(answer)).toContain('at most 100000 characters; it has 100001');
  });

  it.each([
    ['a lone surrogate', '{"text":"a\\ud800b"}', '`text` holds half of a surrogate pair'],
    ['a NUL', '{"text":"a\\u0000b"}', '`text` holds a NUL'],
    ['one deep inside', '{"text":"a","metadata":{"a":[1,{"b":"\\udfff"}]}}', '`metadata.a[1].b` holds half'],
    ['one in a key', '{"text":"a","metadata":{"x\\ud800":1}}', 'A key in `metadata` holds half'],
    ['one in an unknown argument', '{"text":"a","zzz":"\\u0000"}', '`zzz` holds a NUL'],
  ])('%s in a text is refused with its place', async (_name, args, words) => {
    peer.write(
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":${args}}}\n`,
    );
    const answer = await peer.answer(1);
    expect(codeOf(answer)).toBe('invalid_text');
    expect(textOf(answer)).toContain(words);
    expect(JSON.stringify(answer).isWellFormed()).toBe(true);
  });

  it('a key that would reach the prototype is refused', async () => {
    peer.write(
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"a","metadata":{"__proto__":{"x":1}}}}}\n',
    );
    expect(codeOf(await peer.answer(1))).toBe('invalid_argument');
  });
});

describe('failures', () => {
  it('a known one says its sentence, its code and what to do next', async () => {
    const answer = await peer.call(1, 'fail', { how: 'known' });
    expect(textOf(answer)).toBe(
      'No memory has the id 7 (not_found). Look for it with search_memories or recall_memories.',
    );
    expect(answer.result?._meta?.[ERROR_META_KEY]).toEqual({
      code: 'not_found',
      category: 'missing',
      retryable: false,
      details: { id: '7' },
    });
  });

  it.each(['unknown', 'nothing', 'output'])('%s: nothing of the inside shows', async (how) => {
    const answer = await peer.call(1, 'fail', { how });
    expect(codeOf(answer)).toBe('internal');
    expect(answer.result?.structuredContent).toBeUndefined();
    expect(JSON.stringify(answer)).not.toMatch(/sqlite|secret|\.db|\.ts|node_modules|maybe/i);
  });

  it('the operator is told the cause', async () => {
    await peer.call(1, 'fail', { how: 'unknown' });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      operation: 'fail',
      outcome: 'error',
      code: 'internal',
      client: 'peer 1.2',
    });
    expect(records[0]?.error?.operatorMessage).toContain('/secret/path.db');
  });

  it('every kind of call is recorded once', async () => {
    await peer.call(1, 'echo', { text: 'hi' });
    await peer.call(2, 'echo', {});
    await peer.request(3, 'resources/read', { uri: 'memory://recent' });
    await peer.request(4, 'resources/read', { uri: 'memory://no_such' });
    await peer.request(5, 'prompts/get', { name: 'start_of_session' });
    await peer.request(6, 'prompts/get', { name: 'end_of_session' });
    expect(records.map(({ operation, outcome, code }) => [operation, outcome, code])).toEqual([
      ['echo', 'ok', undefined],
      ['echo', 'error', 'invalid_argument'],
      ['resources/read', 'ok', undefined],
      ['resources/read', 'error', 'not_found'],
      ['prompts/get', 'ok', undefined],
      ['prompts/get', 'ok', undefined],
    ]);
  });
});

describe('long work', () => {
  it('answers others meanwhile', async () => {
    const slow = peer.call(1, 'slow', { ms: 200 });
    await peer.request(2, 'ping');
    expect(peer.messages.some((message) => message.id === 1)).toBe(false);
    expect((await slow).result?.structuredContent).toEqual({ done: true });
  });

  it('a cancelled call is stopped and sends nothing', async () => {
    const params = { name: 'slow', arguments: { ms: 20_000, steps: 100 } };
    peer.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    await peer.request(2, 'ping');
    peer.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } });
    await peer.call(3, 'slow', { ms: 100 });
    expect(peer.messages.some((message) => message.id === 1)).toBe(false);
    expect(records[0]).toMatchObject({ operation: 'slow', outcome: 'cancelled' });
  });

  it('reports progress: rising, about ten a second at most, none after the answer', async () => {
    const params = {
      name: 'slow',
      arguments: { ms: 600, steps: 60 },
      _meta: { progressToken: 'p' },
    };
    const answer = await peer.request(1, 'tools/call', params);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const reports = peer.messages.filter((message) => message.method === 'notifications/progress');
    const done = reports.map((report) => report.params?.progress as number);
    expect(done.length).toBeGreaterThan(1);
    expect(done.length).toBeLessThan(12);
    expect(done).toEqual([...new Set(done)].toSorted((a, b) => a - b));
    expect(reports.every((report) => report.params?.progressToken === 'p')).toBe(true);
    expect(peer.messages.at(-1)).toBe(answer);
  });

  it('reports none where none was asked for', async () => {
    await peer.call(1, 'slow', { ms: 100, steps: 10 });
    expect(peer.messages.some((message) => message.method !== undefined)).toBe(false);
  });
});
