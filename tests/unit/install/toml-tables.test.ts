import fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { removeTable, setTable, tomlValues } from '../../../src/install/toml-tables.js';
import { isObject } from '../../../src/install/values.js';

const PATH = ['mcp_servers', 'memorygraph'] as const;
const TABLE = { command: 'npx', args: ['-y', 'a"]#'], env: { A: "b'''" } };

const SCALAR = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom('[mcp_servers.memorygraph]', '"""', "'''", '#', '\\', '\n[x]\n'),
);
const KEY = fc.constantFrom('a', 'b', 'c d', 'mcp_servers', 'e.f', '"');
/** Texts as a writer of TOML makes them, with comments between the lines. */
const TOML_TEXT = fc
  .tuple(
    fc.dictionary(
      KEY,
      fc.oneof(SCALAR, fc.array(SCALAR, { maxLength: 3 }), fc.dictionary(KEY, SCALAR, { maxKeys: 3 })),
      {
        maxKeys: 5,
      },
    ),
    fc.constantFrom('', '# note "\n', '\n'),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([value, note, lineEnd]) => {
    const { mcp_servers: servers, ...others } = value;
    const safe = { ...others, ...(isObject(servers) ? { mcp_servers: { other: servers } } : {}) };
    const text = stringify(safe);
    return `${note}${text.replaceAll(/^\[/gm, `${note}[`)}`.replaceAll('\n', lineEnd);
  });

describe('setTable', () => {
  it('adds a table, keeps all bytes before it, and is undone', () => {
    fc.assert(
      fc.property(TOML_TEXT, (text) => {
        const edited = setTable(text, PATH, TABLE);
        expect(edited.startsWith(text)).toBe(true);
        expect((tomlValues(edited).mcp_servers as Record<string, unknown>).memorygraph).toEqual(
          (parse(stringify({ t: TABLE })) as Record<string, unknown>).t,
        );
        expect(setTable(edited, PATH, TABLE)).toBe(edited);
        expect(tomlValues(removeTable(edited, PATH))).toEqual(tomlValues(text));
        if (text.trim() !== '' && text.endsWith('\n')) expect(removeTable(edited, PATH)).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it('replaces a table with all below it where it stands', () => {
    const text =
      '# a\n[mcp_servers.memorygraph] # own\ncommand = "x"\n\n[mcp_servers."memorygraph".env]\nA = 1\n\n# b\n[b]\nc = 1\n';
    expect(setTable(text, PATH, { command: 'y' })).toBe(
      '# a\n[mcp_servers.memorygraph]\ncommand = "y"\n\n# b\n[b]\nc = 1\n',
    );
    expect(removeTable(text, PATH)).toBe('# a\n\n# b\n[b]\nc = 1\n');
  });

  it.each([
    '[mcp_servers]\nmemorygraph = { command = "x" }\n',
    'mcp_servers.memorygraph.command = "x"\n',
    'mcp_servers = { memorygraph = { command = "x" } }\n',
  ])('refuses a form that it does not edit: %j', (text) => {
    expect(() => setTable(text, PATH, TABLE)).toThrow(/in a form that is not edited here/);
    expect(() => removeTable(text, PATH)).toThrow(/in a form that is not edited here/);
  });
});
