import { describe, expect, it } from 'vitest';
import { serverFlags } from '../../../src/cli/parse/server-flags.js';

describe('serverFlags', () => {
  it.each([
    [[], { flags: {} }],
    [['--tool-profile', 'extended'], { flags: { tool_profile: 'extended' } }],
    [['--sqlite-path=a=b.db'], { flags: { sqlite_path: 'a=b.db' } }],
    [['--config', 'c.json', '--user-id', 'ann'], { flags: { user_id: 'ann' }, file: 'c.json' }],
  ])('%j only starts the server', (argv, expected) => {
    expect(serverFlags(argv)).toEqual(expected);
  });

  it.each([
    [['health']],
    [['--help']],
    [['--version']],
    [['--json']],
    [['--tool-profile']],
    [['--tool-profile', '--json']],
    [['--unknown', 'x']],
    [['--user-id', 'ann', 'health']],
  ])('%j needs the whole command line', (argv) => {
    expect(serverFlags(argv)).toBeNull();
  });
});
