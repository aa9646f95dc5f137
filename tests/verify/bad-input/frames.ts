import type { Faults } from '../../support/faults.js';
import type { McpStdioClient } from '../../support/mcp-stdio-client.js';
import { ANSWER_MS } from './judge.js';

const LINES: readonly string[] = [
  '',
  ' ',
  'hello',
  '{',
  '}',
  '[]',
  '[[]]',
  'null',
  'true',
  '0',
  '""',
  '{}',
  '{"jsonrpc":"2.0"}',
  '{"jsonrpc":"1.0","id":900001,"method":"tools/list"}',
  '{"jsonrpc":"2.0","id":{},"method":"tools/list"}',
  '{"jsonrpc":"2.0","id":[900002],"method":"tools/list"}',
  '{"jsonrpc":"2.0","id":900003,"method":5}',
  '{"jsonrpc":"2.0","id":900004,"method":"no/such"}',
  '{"jsonrpc":"2.0","id":900005,"method":"__proto__"}',
  '{"jsonrpc":"2.0","id":900006,"method":"tools/call"}',
  '{"jsonrpc":"2.0","id":900007,"method":"tools/call","params":null}',
  '{"jsonrpc":"2.0","id":900008,"method":"tools/call","params":[]}',
  '{"jsonrpc":"2.0","id":900009,"method":"tools/call","params":{"name":5}}',
  '{"jsonrpc":"2.0","id":900010,"method":"tools/call","params":{"name":"no_such_tool","arguments":{}}}',
  '{"jsonrpc":"2.0","id":900011,"method":"tools/call","params":{"name":"__proto__","arguments":{}}}',
  '{"jsonrpc":"2.0","id":900012,"method":"tools/call","params":{"name":"get_memory","arguments":null}}',
  '{"jsonrpc":"2.0","id":900013,"method":"tools/call","params":{"name":"get_memory","_meta":5}}',
  '{"jsonrpc":"2.0","id":900014,"method":"resources/read","params":{"uri":"file:///etc/passwd"}}',
  '{"jsonrpc":"2.0","id":900015,"method":"resources/read","params":{"uri":"memory://../../x"}}',
  '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{}}}',
  '{"jsonrpc":"2.0","method":"notifications/no/such"}',
  '{"jsonrpc":"2.0","id":900016,"result":{}}',
  '{"jsonrpc":"2.0","id":900017,"error":{"code":1,"message":"x"}}',
  '{"id":900018,"id":900019,"method":"ping","jsonrpc":"2.0"}',
  '\u0000\u0001\u0002',
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  `{"jsonrpc":"2.0","id":900020,"method":"tools/list","params":{"_meta":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`,
  `{"jsonrpc":"2.0","id":900021,"method":"${'m'.repeat(100_000)}"}`,
  `[${Array.from({ length: 200 }, (_, i) => `{"jsonrpc":"2.0","id":${910_000 + i},"method":"ping"}`).join(',')}]`,
];

const BYTES: readonly Uint8Array[] = [
  Uint8Array.of(0xff, 0xfe, 0x0a),
  Uint8Array.of(0xc3, 0x28, 0x0a),
  Uint8Array.of(0x00, 0x0a),
  Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d, 0x0a),
  Uint8Array.of(0x0d, 0x0a, 0x0d, 0x0a),
];

/** Sends lines that are no requests, or hardly; after each the server still answers in time. */
export async function sendBadFrames(client: McpStdioClient, faults: Faults): Promise<number> {
  const frames = [...LINES.map((line) => Buffer.from(`${line}\n`)), ...BYTES];
  for (const frame of frames) {
    client.sendBytes(frame);
    try {
      const { milliseconds } = await client.exchange('ping', {}, 10 * ANSWER_MS);
      if (milliseconds > ANSWER_MS)
        faults.add('slow after a bad frame', { frame: frame.toString().slice(0, 200), milliseconds });
    } catch (error) {
      faults.add('no answer after a bad frame', {
        frame: frame.toString().slice(0, 200),
        error: String(error),
      });
      return frames.length;
    }
  }
  return frames.length;
}

/** A line over the limit of a message: the server refuses it, or ends in order; it does not hang. */
export async function sendOverlongFrame(
  client: McpStdioClient,
  bytes: number,
  faults: Faults,
): Promise<string> {
  const content = 'x'.repeat(bytes);
  try {
    const { message, milliseconds } = await client.exchange(
      'tools/call',
      { name: 'store_memory', arguments: { type: 'general', content } },
      20_000,
    );
    if (milliseconds > 5_000) faults.add('slow at an overlong frame', milliseconds);
    return message.error === undefined ? 'answered with a result' : 'refused';
  } catch (error) {
    if (client.gone) return 'ended';
    const answered = await client.exchange('ping', {}, ANSWER_MS).then(
      () => true,
      () => false,
    );
    if (!answered) faults.add('hangs after an overlong frame', error);
    return answered ? 'dropped' : 'hangs';
  }
}
