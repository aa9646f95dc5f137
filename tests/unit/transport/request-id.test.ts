import { expect, it } from 'vitest';
import { requestIdAtEdges } from '../../../src/transport/request-id.js';

it.each<[string, string, string | number | null]>([
  ['{"jsonrpc":"2.0","id":7,"method":"x","params":{"a":"', 'xxx"}}', 7],
  ['{ "id" : "a\\"b" , "params":{"a":"', 'xxx"}}', 'a"b'],
  ['{"method":"tools/call","id":-3,"params":{', '}}', -3],
  ['{"method":"x","params":{"a":"', 'xxx"},"jsonrpc":"2.0","id":12}', 12],
  ['{"method":"x","params":{"a":"', 'xxx"},"id":"z","jsonrpc":"2.0"} ', 'z'],
  ['{"params":{"id":9,"a":"', 'xxx","id":9}}', null],
  ['{"method":"a\\"b","id":9,', '}', null],
  ['{"params":{"a":"', 'xxx', null],
  ['{"jsonrpc":"2.0","id":1.5,"params":{"a":"', '"}}', null],
  ['{"jsonrpc":"2.0","id":null,"params":{"a":"', '"}}', null],
  ['xxxxxx', 'xxxxxx', null],
])('%s ... %s', (head, tail, id) => {
  expect(requestIdAtEdges(head, tail)).toBe(id);
});

it('takes no time on hostile edges', () => {
  const started = performance.now();
  for (const text of [
    '{"jsonrpc":"'.repeat(40),
    '{"method":"x",'.repeat(36),
    '{"id":"\\\\'.repeat(50),
    ','.repeat(512),
  ]) {
    requestIdAtEdges(text.slice(0, 512), text.slice(0, 512));
  }
  expect(performance.now() - started).toBeLessThan(50);
});
