/** Texts that may lie where a client keeps its servers or hooks. */
export interface Configuration {
  readonly name: string;
  readonly text: string;
}

const SERVERS = `{
  // my servers
  "numStartups": 12, // counted
  "mcpServers": {
    "other": { "command": "other", "args": ["--a", "b"] /* kept */ },
    "second": {
      "url": "https://example.org/mcp"
    } // the last one
  },
  "servers": { "x": { "type": "stdio", "command": "x" } },
  "hooks": {
    "SessionStart": [
      { "hooks": [{ "type": "command", "command": "echo hello" }] } // mine
    ],
    "sessionStart": [{ "command": "./mine.sh" }],
    "Stop": []
  },
  "version": 1
}
`;

const TOML = `# my settings
model = "gpt-5" # the model

[mcp_servers.other] # another
command = "other"
args = [
  "--a", # one
  "[mcp_servers.memorygraph]",
]

[profiles.fast]
text = """
[mcp_servers.memorygraph]
command = "not a table"
"""
when = 2026-01-02T03:04:05Z
`;

const EVERY_JSON: readonly Configuration[] = [
  { name: 'an empty file', text: '' },
  { name: 'white space', text: ' \n\n' },
  { name: '{}', text: '{}' },
  { name: '{} and a line end', text: '{}\n' },
  { name: 'braces over two lines', text: '{\n}\n' },
  { name: 'empty containers', text: '{\n  "mcpServers": {},\n  "servers": { },\n  "hooks": {}\n}\n' },
  { name: 'a full file with comments', text: SERVERS },
  { name: 'CRLF', text: SERVERS.replaceAll('\n', '\r\n') },
  { name: 'a byte order mark', text: `\ufeff${SERVERS}` },
  { name: 'tabs', text: SERVERS.replaceAll('  ', '\t') },
  { name: 'four blanks', text: SERVERS.replaceAll('  ', '    ') },
  { name: 'no line end at the end', text: SERVERS.trimEnd() },
  {
    name: 'trailing commas',
    text: '{\n  "a": 1,\n  "mcpServers": {\n    "o": {"command": "o"}, // last\n  },\n}\n',
  },
  {
    name: 'one line',
    text: '{"a":{"b":[1,2,{"c":null}]},"mcpServers":{"o":{"command":"o"}},"servers":{},"hooks":{"Stop":[{"hooks":[{"type":"command","command":"x"}]}],"stop":[{"command":"y"}]}}',
  },
  { name: 'comments alone', text: '// nothing yet\n{\n  /* nothing */\n}\n// end\n' },
  {
    name: 'strange names',
    text: '{ "__proto__": { "a": 1 }, "constructor": [], "": "\\u0000", "\\"": "é\u2028" }\n',
  },
];

const EVERY_TOML: readonly Configuration[] = [
  { name: 'an empty file', text: '' },
  { name: 'a comment', text: '# nothing yet\n' },
  { name: 'a full file with comments', text: TOML },
  { name: 'CRLF', text: TOML.replaceAll('\n', '\r\n') },
  { name: 'a byte order mark', text: `\ufeff${TOML}` },
  { name: 'no line end at the end', text: TOML.trimEnd() },
  { name: 'blank lines at the end', text: `${TOML}\n\n` },
  { name: 'an outer table', text: `[mcp_servers]\n\n[a."b.c".'d']\nx = { y = [ { z = "#]" } ] }\n` },
  { name: 'large numbers', text: 'a = 9223372036854775807\nb = 0xff\nc = inf\n' },
];

/** What must be taken as it is, for a file of that name. */
export function configurationsFor(path: string): readonly Configuration[] {
  return path.endsWith('.toml') ? EVERY_TOML : EVERY_JSON;
}

/** What must be refused, with what the refusal has to say. */
export function brokenFor(path: string): readonly (Configuration & { readonly says: RegExp })[] {
  if (path.endsWith('.toml'))
    return [
      { name: 'no TOML', text: 'a = 1\nb = = 2\n', says: /is not TOML: line 2\. Mend/ },
      { name: 'a name twice', text: 'a = 1\na = 2\n', says: /is not TOML: line 2/ },
    ];
  return [
    { name: 'a cut off file', text: '{\n  "mcpServers": {\n', says: /is not JSON: line [34], .*Mend/ },
    {
      name: 'a missing comma',
      text: '{\n  "a": 1\n  "b": 2\n}\n',
      says: /is not JSON: line 3, comma expected/,
    },
    { name: 'a list', text: '[]\n', says: /does not hold a JSON object/ },
    { name: 'a text', text: 'null', says: /does not hold a JSON object/ },
    { name: 'two values', text: '{} {}', says: /is not JSON/ },
    {
      name: 'something else in the place',
      text: '{\n  "mcpServers": [],\n  "servers": 3,\n  "hooks": "x"\n}',
      says: /holds no object where one is needed: line [234]/,
    },
    {
      name: 'a member twice',
      text: '{\n  "mcpServers": {},\n  "servers": {},\n  "hooks": {},\n  "mcpServers": {},\n  "servers": {},\n  "hooks": {}\n}',
      says: /has "(?:mcpServers|servers|hooks)" twice: line [567]/,
    },
  ];
}
