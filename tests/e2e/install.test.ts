import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { executable, run } from './program.js';

const CLIENTS = ['claude-code', 'claude-desktop', 'cursor', 'vscode', 'codex'];

interface Report {
  readonly scope: string;
  readonly written: boolean;
  readonly files: readonly { readonly path: string; readonly action: string; readonly adds: string | null }[];
}

async function install(home: string, ...args: string[]): Promise<Report> {
  // The checkout under test may lie in the machine's own folder of temporary files, which must not decide here.
  const temporary = join(home, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const ended = await run(['install', ...args, '--json'], { home, env: { TMPDIR: temporary } });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ended.stdout) as Report;
}

describe('install', () => {
  it.each(CLIENTS)('%s: shows, writes, does nothing the second time, and takes it back', async (client) => {
    const home = testFolder(`e2e-${client}`);
    const shown = await install(home, client, '--print');
    expect(shown.written).toBe(false);
    for (const { path, adds } of shown.files) {
      expect(existsSync(path)).toBe(false);
      expect(adds).toContain('memorygraph');
    }
    const written = await install(home, client);
    expect(written.files.map(({ path, adds }) => [path, adds])).toEqual(
      shown.files.map(({ path, adds }) => [path, adds]),
    );
    for (const { path, adds } of written.files) expect(readFileSync(path, 'utf8')).toBe(adds);
    expect((await install(home, client)).files.every(({ action }) => action === 'none')).toBe(true);
    await install(home, client, '--remove');
    for (const { path } of written.files) expect(existsSync(path)).toBe(false);
  });

  it('writes an entry that starts the server in an empty environment, with the settings that were given', async () => {
    const home = testFolder('e2e-entry');
    const store = join(home, 'my memories.db');
    await install(home, 'claude-desktop', '--sqlite-path', store, '--tool-profile', 'extended');
    const file = join(home, '.config', 'Claude', 'claude_desktop_config.json');
    const { mcpServers } = JSON.parse(readFileSync(file, 'utf8'));
    const { command, args, env } = mcpServers.memorygraph;
    expect([command, ...args]).toEqual([expect.stringMatching(/node/), executable()]);
    const client = new Client({ name: 'desktop', version: '1' });
    await client.connect(
      new StdioClientTransport({ command, args, env: { HOME: home, ...env }, stderr: 'ignore' }),
    );
    try {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toContain('get_memory_history');
      expect(existsSync(store)).toBe(true);
    } finally {
      await client.close();
    }
  });

  it.each([
    ['--auth-token', 'a.b.c'],
    ['--jwt-secret', 'Pq7vR2xW9mT4kZ8nB5cD1fG6hJ3lS0aY'],
  ])('writes no secret: %s', async (flag, secret) => {
    const home = testFolder('e2e-secret');
    const settings = ['--multi-tenant-mode', 'true', '--auth-provider', 'jwt', '--jwt-issuer', 'i'];
    const rest = [
      '--jwt-audience',
      'a',
      ...(flag === '--jwt-secret' ? [] : ['--jwt-secret', 'x'.repeat(40)]),
    ];
    const ended = await run(['install', 'claude-code', ...settings, ...rest, flag, secret], { home });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('is a secret: it is not written');
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(secret);
    expect(existsSync(join(home, '.claude.json'))).toBe(false);
  });

  it('hands a config file that was named on, and is undone by the line it prints', async () => {
    const home = testFolder('e2e-config');
    const file = join(home, 'team.json');
    writeFileSync(file, '{"tool_profile":"extended"}');
    const given = ['install', 'codex', '--config', file, '--command', 'my-wrapper --quiet'];
    const ended = await run(given, { home });
    const toml = readFileSync(join(home, '.codex', 'config.toml'), 'utf8');
    expect(toml).toContain(`args = [ "--quiet", "--config", ${JSON.stringify(file)} ]`);
    expect(readFileSync(join(home, '.codex', 'hooks.json'), 'utf8')).toContain(
      `my-wrapper --quiet hook session-start --client codex --config ${file}`,
    );
    expect(ended.stdout).toContain('Undo: memorygraph install codex --command "my-wrapper --quiet" --remove');
    await run([...given, '--remove'], { home });
    expect(existsSync(join(home, '.codex'))).toBe(false);
  });

  it('keeps the file of the person and says what to do, in words', async () => {
    const home = testFolder('e2e-words');
    const file = join(home, '.claude.json');
    writeFileSync(file, '{"token":"secret"}');
    const shown = await run(['install', 'claude-code', '--print'], { home });
    expect(shown.stdout).toContain(`${file} (server): would be changed`);
    expect(shown.stdout).not.toContain('secret');
    const ended = await run(['install', 'claude-code', '--no-hooks'], { home });
    expect(ended.stdout).toContain('Start Claude Code anew');
    expect(ended.stdout).toContain(`${file}.before-memorygraph`);
    expect(ended.stdout).toContain('Undo: memorygraph install claude-code --remove');
    expect(existsSync(join(home, '.claude'))).toBe(false);
    const removed = await run(['install', 'claude-code', '--remove'], { home });
    expect(removed.stdout).toContain('no longer knows memorygraph');
    expect(readFileSync(file, 'utf8')).toBe('{"token":"secret"}');
    expect(existsSync(`${file}.before-memorygraph`)).toBe(false);
  });

  it.each([
    [['nobody'], 2, 'There is no client "nobody"'],
    [[], 2, 'client'],
    [['cursor', '--user', '--project'], 2, 'not both'],
    [['claude-desktop', '--project'], 2, 'Leave --project out'],
    [['codex', '--command', ' '], 2, '--command must name a program'],
  ])('refuses %j', async (args, code, says) => {
    const ended = await run(['install', ...args], { home: testFolder('e2e-refused') });
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toContain(says);
  });

  it('refuses a broken file and one of another program, with different exit codes', async () => {
    const home = testFolder('e2e-broken');
    const file = join(home, '.cursor', 'mcp.json');
    mkdirSync(join(home, '.cursor'));
    writeFileSync(file, '{"mcpServers": {');
    const broken = await run(['install', 'cursor'], { home });
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain(`${file} is not JSON: line 1`);
    writeFileSync(file, '{"mcpServers": {"memorygraph": {"command": "memorygraph"}}}');
    const foreign = await run(['install', 'cursor'], { home });
    expect(foreign.code).toBe(4);
    expect(foreign.stderr).toContain('--force');
    expect(existsSync(join(home, '.cursor', 'hooks.json'))).toBe(false);
    await install(home, 'cursor', '--force');
    await install(home, 'cursor', '--remove');
    expect(readFileSync(file, 'utf8')).toBe('{"mcpServers": {"memorygraph": {"command": "memorygraph"}}}');
  });

  it('finds the folders that clients let a person choose', async () => {
    const home = testFolder('e2e-folders');
    const env = {
      CODEX_HOME: join(home, 'cx'),
      CLAUDE_CONFIG_DIR: join(home, 'cc'),
      XDG_CONFIG_HOME: join(home, 'xdg'),
    };
    for (const [client, path] of [
      ['codex', 'cx/config.toml'],
      ['claude-code', 'cc/.claude.json'],
      ['vscode', 'xdg/Code/User/mcp.json'],
    ] as const) {
      if (process.platform !== 'linux' && client === 'vscode') continue;
      expect((await run(['install', client], { home, env })).code).toBe(0);
      expect(readFileSync(join(home, path), 'utf8')).toContain('memorygraph');
    }
    expect(existsSync(join(home, 'cc', 'settings.json'))).toBe(true);
  });
});
