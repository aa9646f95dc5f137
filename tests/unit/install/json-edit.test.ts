import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { removeIn, setIn, valueIn } from '../../../src/install/json-edit.js';

/** A document over any lines, with any indentation, comments and line ends: texts, not values. */
const JSON_TEXT: fc.Arbitrary<string> = fc
  .record({
    value: fc.dictionary(
      fc.constantFrom('a', 'b', 'servers', 'x y', '"', '\\', '//'),
      fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
      { maxKeys: 5 },
    ),
    indent: fc.constantFrom('', ' ', '  ', '    ', '\t'),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    comment: fc.constantFrom('', ' // note', ' /* note, } */'),
    around: fc.constantFrom('', '\n', ' \n\n', '// before\n'),
  })
  .map(({ value, indent, lineEnd, comment, around }) => {
    const text = JSON.stringify(value, null, indent);
    const noted =
      indent === '' || comment === '' ? text : text.replaceAll(/([[{,\]}0-9"])\n/g, `$1${comment}\n`);
    return `${around}${noted}${around.trim() === '' ? around : ''}`.replaceAll('\n', lineEnd);
  });

const ENTRY = { command: 'npx', args: ['-y', 'm'], env: { A: 'ä\u2028"\\' } };

describe('setIn', () => {
  it('adds a value, and keeps every other byte', () => {
    fc.assert(
      fc.property(
        JSON_TEXT,
        fc.constantFrom<readonly string[]>(['new'], ['deep', 'new'], ['a-list-holder', 'x', 'y']),
        (text, path) => {
          const edited = setIn(text, path, ENTRY);
          expect(valueIn(edited, path)).toEqual(ENTRY);
          expect(valueIn(removeIn(edited, path), [])).toEqual({
            ...(valueIn(text, []) as object),
            ...(path.length > 1 ? { [path[0] ?? '']: path.length > 2 ? { x: {} } : {} } : {}),
          });
          // What was there is there still, in its order: the edit only inserts.
          let at = 0;
          for (const char of text) {
            at = edited.indexOf(char, at) + 1;
            expect(at).toBeGreaterThan(0);
          }
          expect(edited.length).toBeGreaterThan(text.length);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is undone byte for byte by removeIn where the object had members', () => {
    fc.assert(
      fc.property(JSON_TEXT, (text) => {
        fc.pre(Object.keys(valueIn(text, []) as object).length > 0);
        expect(removeIn(setIn(text, ['new'], ENTRY), ['new'])).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it('leaves an equal value as it is written, and changes nothing a second time', () => {
    fc.assert(
      fc.property(JSON_TEXT, (text) => {
        const once = setIn(text, ['p', 'q'], ENTRY);
        expect(setIn(once, ['p', 'q'], ENTRY)).toBe(once);
      }),
    );
    const own = '{"a": {"command" : "npx",\n "args":["-y", "m"] , "env":{ "A":"ä\u2028\\"\\\\"}}}';
    expect(setIn(own, ['a'], ENTRY)).toBe(own);
  });

  it.each([
    ['{"l":[1]}', ['l', 1], 2, '{"l":[1,2]}'],
    ['{"l":[]}', ['l', 0], 2, '{"l":[2]}'],
    ['{\n  "l": [\n    1\n  ]\n}', ['l', 1], 2, '{\n  "l": [\n    1,\n    2\n  ]\n}'],
    ['{\n  "l": [\n    1, // one\n  ]\n}', ['l', 1], 2, '{\n  "l": [\n    1, // one\n    2,\n  ]\n}'],
    ['{\n  "a": 1 // one\n}', ['b'], 2, '{\n  "a": 1, // one\n  "b": 2\n}'],
    ['{\n  "a": 1 // one\n  , // comma\n}', ['b'], 2, '{\n  "a": 1 // one\n  ,\n  "b": 2, // comma\n}'],
    ['{}', ['a', 'l', 0], 1, '{\n  "a": {\n    "l": [\n      1\n    ]\n  }\n}'],
    ['{ // first\n}', ['a'], 1, '{ // first\n  "a": 1\n}'],
    ['{"a":1}', ['a'], 2, '{"a":2}'],
  ] as const)('%j with %j', (text, path, value, expected) => {
    expect(setIn(text, path, value)).toBe(expected);
    expect(parse(expected)).toBeDefined();
  });
});

describe('removeIn', () => {
  it.each([
    ['{"a":1,"b":2}', ['a'], '{"b":2}'],
    ['{"a":1,"b":2}', ['b'], '{"a":1}'],
    ['{"a":1}', ['a'], '{}'],
    ['{"a":1,}', ['a'], '{}'],
    ['{\n  // about a\n  "a": 1, // also\n  "b": 2\n}', ['a'], '{\n  // about a // also\n  "b": 2\n}'],
    ['{"l":[1,2,3]}', ['l', 1], '{"l":[1,3]}'],
    ['{"a":1}', ['b'], '{"a":1}'],
    ['{"a":1}', ['b', 'c'], '{"a":1}'],
  ] as const)('%j without %j', (text, path, expected) => {
    expect(removeIn(text, path)).toBe(expected);
  });

  it('leaves JSON, without what was taken and with all else', () => {
    fc.assert(
      fc.property(JSON_TEXT, (text) => {
        const { a: _, ...rest } = { a: undefined, ...(valueIn(text, []) as object) };
        expect(valueIn(removeIn(text, ['a']), [])).toEqual(rest);
      }),
      { numRuns: 400 },
    );
  });
});
