import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type JsonRecord, readJsonRecords } from '../../../../src/transfer/formats/records/json-records.js';
import { testFolder } from '../../../support/test-folder.js';

const folder = testFolder('json-records');
let files = 0;

async function read(text: string | Buffer): Promise<JsonRecord[]> {
  const path = join(folder, `${++files}.json`);
  writeFileSync(path, text);
  const records: JsonRecord[] = [];
  for await (const record of readJsonRecords(path)) records.push(record);
  return records;
}

describe('readJsonRecords', () => {
  it('gives the members of the arrays at the top, and nothing else', async () => {
    const file = {
      meta: { memories: ['not these'] },
      memories: [{ id: 1, tags: ['x', []], deep: { memories: [1] } }, 'text', null, 4.5, true, [1, [2]]],
      count: 3,
      relations: [{ a: { b: [] } }],
      none: [],
    };
    const records = await read(JSON.stringify(file, null, 2));
    expect(records).toEqual([
      ...file.memories.map((value, index) => ({ section: 'memories', number: index + 1, value })),
      { section: 'relations', number: 7, value: file.relations[0] },
    ]);
  });

  it('gives the members of a file that is an array, after a byte order mark', async () => {
    const values = [{ a: 1 }, [], 'é 日本 🎉', { b: { c: [{}] } }];
    const records = await read(`\ufeff${JSON.stringify(values)}\n`);
    expect(records.map((each) => each.value)).toEqual(values);
  });

  it('comes to the same wherever the pieces of the file end', async () => {
    const values = Array.from({ length: 3_000 }, (_, index) => ({
      index,
      text: `"${'日本 🎉\\\n'.repeat(index % 50)}"`,
      number: index / 7,
    }));
    const records = await read(JSON.stringify({ values }));
    expect(records.map((each) => each.value)).toEqual(values);
  });

  it.each([
    ['cut off in a record', '{"memories":[{"a":1},{"b":'],
    ['cut off after a record', '{"memories":[{"a":1}'],
    ['no JSON', '{"memories":[{"a":1}, nonsense]}'],
    ['nested without end', `{"memories":[${'['.repeat(100)}`],
    ['empty', ''],
    ['not UTF-8', Buffer.from([0x5b, 0x22, 0xff, 0xfe, 0x22, 0x5d])],
  ])('refuses a file that is %s', async (_name, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'invalid_file' });
  });
});
