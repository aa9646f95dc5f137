import { describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { run } from './program.js';

const home = testFolder('e2e-commands');

describe('commands', () => {
  it('--help lists every command, that of config every setting', async () => {
    const ended = await run(['--help'], { home });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    for (const word of ['health', 'backup', 'restore', 'import', 'export', 'help exit-codes'])
      expect(ended.stdout).toContain(word);
    expect((await run(['help'], { home })).stdout).toBe(ended.stdout);
    const config = await run(['config', '--help'], { home });
    expect(config.stdout).toContain('MEMORY_SQLITE_PATH');
    expect((await run(['help', 'settings'], { home })).stdout).toContain('MEMORY_SQLITE_PATH');
    expect((await run(['help', 'exit-codes'], { home })).stdout).toContain('130  interrupted');
    expect((await run(['help', 'backup'], { home })).stdout).toContain('--output <file>');
  });

  it('--version prints the version alone', async () => {
    expect((await run(['--version'], { home })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('every command has help with its options', async () => {
    const ended = await run(['backup', '--help'], { home });
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('--output <file>');
    expect(ended.stdout).toContain('Examples:');
  });

  it('health writes, reads, finds and erases, and leaves nothing behind however often it runs', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const ended = await run(['health', '--json'], { home });
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      const { ok, steps } = JSON.parse(ended.stdout) as { ok: boolean; steps: { step: string }[] };
      expect(ok).toBe(true);
      expect(steps.map(({ step }) => step)).toEqual(['open', 'write', 'read', 'search', 'delete']);
    }
    const verified = await run(['verify', '--json'], { home });
    expect(JSON.parse(verified.stdout)).toMatchObject({
      ok: true,
      checked: { memories: 0, indexed_memories: 0 },
    });
  });

  it('health at the same time in several processes', async () => {
    const many = await Promise.all(Array.from({ length: 4 }, () => run(['health'], { home })));
    expect(many.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  });

  it('config shows values with their sources', async () => {
    const env = { MEMORY_LOG_LEVEL: 'debug' };
    const ended = await run(['config', '--json', '--tool-profile', 'extended'], { home, env });
    const { settings } = JSON.parse(ended.stdout) as { settings: { name: string }[] };
    expect(settings).toContainEqual(
      expect.objectContaining({ name: 'tool_profile', value: 'extended', source: 'flag' }),
    );
    expect(settings).toContainEqual(
      expect.objectContaining({ name: 'log_level', value: 'debug', source: 'environment' }),
    );
    expect(settings).toContainEqual(expect.objectContaining({ name: 'backend', source: 'default' }));
  });

  it('tools lists what a profile shows', async () => {
    const core = await run(['tools', '--json'], { home });
    expect((JSON.parse(core.stdout) as { tools: unknown[] }).tools).toHaveLength(9);
    const extended = await run(['tools', '--profile', 'extended'], { home });
    expect(extended.stdout).toContain('get_memory_history');
    expect((await run(['tools', '--profile', 'all'], { home })).code).toBe(2);
  });

  it('a reader that goes away is no error', async () => {
    const { spawn } = await import('node:child_process');
    const { executable } = await import('./program.js');
    const line = `"${process.execPath}" "${executable()}" --help | head -1 >/dev/null; echo "\${PIPESTATUS[0]}"`;
    const child = spawn('bash', ['-c', line], { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
    }
    await new Promise((resolve) => child.once('close', resolve));
    expect(text.trim()).toBe('0');
  });
});
