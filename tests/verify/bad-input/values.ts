/** JSON text of one value, so that values JavaScript cannot write (1e400, own `__proto__`) can be sent as well. */
export type JsonText = string;

const text = (value: string): JsonText => JSON.stringify(value);

/** White space, which some arguments take for absent. */
export const BLANK_TEXTS: readonly string[] = ['', ' ', '\t\n', '\u00a0', '\u2003'];

/** Texts that no argument may take: half a character. */
export const BROKEN_TEXTS: readonly JsonText[] = [
  '"\\ud800"',
  '"a\\udfffb"',
  '"\\udc00\\ud800"',
  '"ok \\ud83d"',
];

/** Texts with NUL: refused in names and ids, dropped from questions. */
export const NUL_TEXTS: readonly JsonText[] = ['"\\u0000"', '"a\\u0000b"', '"abc\\u0000"'];

export const HUGE_TEXTS: readonly JsonText[] = [
  text('a'.repeat(60_000)),
  text('word '.repeat(20_000)),
  text('漢'.repeat(60_000)),
  text('"'.repeat(60_000)),
  text('x'.repeat(1_000_000)),
];

export const NUMBERS: readonly JsonText[] = [
  ...[
    '-1',
    '-0',
    '0',
    '1',
    '0.5',
    '1.5',
    '2',
    '-0.0001',
    '1.0000001',
    '100',
    '101',
    '1e9',
    '1e308',
    '-1e308',
  ],
  ...['1e400', '-1e400', '5e-324', '2147483648', '4294967296', '9007199254740993', '1e-400', '10001'],
];

/** Values of the other kinds, to stand where they do not belong. */
export const OBJECTS: readonly JsonText[] = [
  '{}',
  '{"a":1}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"valueOf":1}',
  '{"$gt":""}',
  '{"length":1e9}',
];

export const ARRAYS: readonly JsonText[] = [
  '[]',
  '[null]',
  '[[]]',
  '[1,2]',
  '[{}]',
  `[${'0,'.repeat(5_000)}0]`,
];

export const BOOLEANS: readonly JsonText[] = ['true', 'false'];

/** Ids that no memory has. */
export const IDS: readonly string[] = [
  '00000000-0000-0000-0000-000000000000',
  '00000000-0000-7000-8000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '{00000000-0000-7000-8000-000000000000}',
  '1',
  '-1',
  'a',
  '.',
  '..',
  'a/b',
  'a b',
  'a'.repeat(64),
  'a'.repeat(65),
  'a'.repeat(5_000),
  'memory://a',
  'urn:uuid:00000000-0000-7000-8000-000000000000',
  'é',
  '*',
  '%',
];

/** Times that do not exist or are not written as times. */
export const BAD_TIMES: readonly string[] = [
  'yesterday',
  'now',
  '1',
  '1735689600',
  '2024-1-1',
  '2024-13-01',
  '2024-02-30',
  '2023-02-29T00:00:00Z',
  '2024-06-30T23:59:60Z',
  '2024-01-01T25:00:00Z',
  '2024-01-01T00:00:00+99:99',
  '2024-01-01T00:00:00 Europe/Berlin',
  '0000-00-00',
  '0000-01-01T00:00:00Z',
  '+275760-09-14T00:00:00Z',
  '275761-01-01',
  '-000001-01-01T00:00:00Z',
  '2024-01-01; DROP TABLE memories',
  'Mon, 01 Jan 2024 00:00:00 GMT',
  '２０２４-01-01',
];

/** JSON nested deeper than anything may be. */
export const DEEP: readonly JsonText[] = [
  nest(100, '[', ']'),
  nest(10_000, '[', ']'),
  nest(100, '{"a":', '}'),
  nest(10_000, '{"a":', '}'),
];

/** Arguments that would say who is asking: no tool has them. */
export const FORGED: readonly string[] = [
  ...[
    'tenant_id',
    'tenant',
    'user_id',
    'user',
    'created_by',
    'updated_by',
    'token',
    'access_token',
    'role',
    'roles',
  ],
  ...[
    'permissions',
    'principal',
    'authorization',
    'is_admin',
    'operator',
    'org_id',
    'sql',
    'filter',
    'path',
    'file',
  ],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'Memory_Id', ''],
];

function nest(depth: number, open: string, close: string): JsonText {
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}
