import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hookNames } from '../../../src/cli/hooks/names.js';
import { CLIENTS } from '../../../src/install/clients/catalog.js';
import {
  type HookCall,
  isOwnHook,
  posixHookLine,
  windowsHookArgs,
  windowsHookLine,
} from '../../../src/install/hook-command.js';
import { givenLaunch } from '../../../src/install/launch.js';
import { testFolder } from '../../support/test-folder.js';
import { PROGRAM, pathsOf, place, put, run, valuesOf } from './installing.js';

const call = (line: string, flags: readonly string[] = []): HookCall => ({
  event: 'session-start',
  client: 'claude-code',
  launch: givenLaunch(line),
  flags,
});

/** The shells that may be there: hooks are run by the person's own. */
const SHELLS = ['sh', 'bash', 'dash', 'zsh', 'fish'].filter(
  (shell) => spawnSync(shell, ['-c', 'exit 0']).status === 0,
);

describe.skipIf(process.platform === 'win32').each(SHELLS)('a hook in %s, on POSIX', (shell) => {
  const folder = testFolder("hook it's");
  const script = join(folder, 'say.sh');
  const saying = `#!/bin/sh\ncat\nprintf '<%s>' "$@"\necho noise >&2\nexit 3\n`;

  it('hands arguments and input on, and is silent and successful where the program is not', () => {
    put(script, saying);
    chmodSync(script, 0o755);
    const line = posixHookLine(call(`"${script}"`, ['--sqlite-path', `/a b/$HOME'"\`x\``]));
    const { status, stdout, stderr } = spawnSync(shell, ['-c', line], { input: '{"a":1}', encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      `{"a":1}<hook><session-start><--client><claude-code><--sqlite-path></a b/$HOME'"\`x\`>`,
    );
  });

  it('is silent and successful where the program is gone', () => {
    const line = posixHookLine(call('/nowhere/node /nowhere/memorygraph.js'));
    const { status, stdout, stderr } = spawnSync(shell, ['-c', line], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe('a hook on Windows', () => {
  it('goes through the command interpreter, once', () => {
    const npx = call('cmd /c npx -y memorygraph@1.2.3');
    expect(windowsHookArgs(npx).join(' ')).toBe(
      '/d /c call npx --offline -y memorygraph@1.2.3 hook session-start --client claude-code 2>nul || exit /b 0',
    );
    expect(windowsHookLine(npx)).toBe(
      'cmd /d /c "call npx --offline -y memorygraph@1.2.3 hook session-start --client claude-code 2>nul || exit /b 0"',
    );
  });
});

describe('the hooks of the clients', () => {
  it('are those that the hook command has an answer for', () => {
    for (const client of CLIENTS)
      for (const event of client.hook_events)
        expect(hookNames(event, client.name)).toEqual({ event, client: client.name });
  });

  it.each(
    CLIENTS.filter((client) => client.hook_events.length > 0).map((client) => [client.name, client] as const),
  )('of %s are its own on every system, with a limit of two seconds', (name, client) => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const at = place({ platform });
      run(at, { client: name });
      const file = pathsOf(at, client, 'user').find(({ holds }) => holds === 'hooks')?.path ?? '';
      const { hooks } = valuesOf(file) as { hooks: Record<string, readonly Record<string, unknown>[]> };
      const handlers = Object.values(hooks).flatMap((list) =>
        list.flatMap((item) => (Array.isArray(item.hooks) ? item.hooks : [item])),
      );
      expect(handlers).toHaveLength(client.hook_events.length);
      for (const handler of handlers) {
        expect(isOwnHook(handler)).toBe(true);
        expect(handler.timeout).toBe(2);
      }
      expect(readFileSync(file, 'utf8').includes('2>nul')).toBe(platform === 'win32');
    }
  });

  it('go where they are not wanted any more, and others stay', () => {
    const at = place();
    const file = join(at.folders.home, '.claude', 'settings.json');
    const own =
      '{\n  "hooks": {\n    "Stop": [\n      { "hooks": [{ "type": "command", "command": "mine" }] }\n    ]\n  }\n}\n';
    put(file, own);
    run(at, { client: 'claude-code' });
    expect(readFileSync(file, 'utf8')).toContain('hook stop --client claude-code');
    run(at, { client: 'claude-code', hooks: false });
    expect(readFileSync(file, 'utf8')).toBe(own);
  });

  it('come once, also where an older one says something else or stands in another group', () => {
    const at = place();
    const file = join(at.folders.home, '.claude', 'settings.json');
    const old = { type: 'command', command: 'node /old/memorygraph.js hook stop --client claude-code' };
    const mine = { type: 'command', command: 'mine' };
    put(
      file,
      JSON.stringify({
        hooks: { Stop: [{ hooks: [mine, old] }, { hooks: [old] }], Notification: [{ hooks: [old] }] },
      }),
    );
    run(at, { client: 'claude-code' });
    const { hooks } = valuesOf(file) as { hooks: Record<string, { hooks: object[] }[]> };
    expect(hooks.Stop).toEqual([{ hooks: [mine, expect.objectContaining({ timeout: 2 })] }]);
    expect(hooks).not.toHaveProperty('Notification');
  });

  it('know the settings that were given', () => {
    const at = place({ ...PROGRAM });
    run(at, { client: 'codex', flags: ['--sqlite-path', '/data/my memories.db'] });
    expect(readFileSync(join(at.folders.home, '.codex', 'hooks.json'), 'utf8')).toContain(
      "--sqlite-path '/data/my memories.db' 2>/dev/null || true",
    );
  });
});
