import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOOK_EVENTS } from '../../src/cli/hooks/names.js';
import { fillOwn } from '../support/fill.js';
import { ownEnvironment, storePath } from '../support/servers.js';
import { testFolder } from '../support/test-folder.js';
import { type HookRun, runHook } from '../verify/hooks/run-hook.js';

async function hook(more: Partial<HookRun> & { readonly home?: string } = {}) {
  const home = more.home ?? testFolder('hook');
  const { left, code, stdout, stderr } = await runHook({
    event: 'session-start',
    client: 'claude-code',
    env: ownEnvironment({ folder: home }),
    cwd: home,
    input: '{}',
    ...more,
  });
  expect({ left, code, stderr }).toEqual({ left: false, code: 0, stderr: '' });
  return stdout;
}

function transcript(home: string, ...tools: string[]): string {
  const file = path.join(home, 'transcript.jsonl');
  const lines = tools.map((name) =>
    JSON.stringify({ type: 'assistant', message: { content: [{ type: 'tool_use', name, input: {} }] } }),
  );
  writeFileSync(file, lines.join('\n'));
  return file;
}

describe('hooks', () => {
  it('tell at the start what is stored, in the form of each client', async () => {
    const home = testFolder('hook-start');
    await fillOwn(home, ['Dates are kept in UTC']);
    const input = JSON.stringify({ cwd: home, source: 'startup' });
    const said = JSON.parse(await hook({ home, input })) as Record<string, Record<string, string>>;
    expect(said.hookSpecificOutput?.hookEventName).toBe('SessionStart');
    expect(said.hookSpecificOutput?.additionalContext).toContain('Dates are kept in UTC');
    const cursor = JSON.parse(await hook({ home, client: 'cursor', input })) as Record<string, string>;
    expect(cursor.additional_context).toContain('Dates are kept in UTC');
    const compacted = await hook({ home, input: JSON.stringify({ cwd: home, source: 'compact' }) });
    expect(compacted).toContain('Not stored yet');
  });

  it('offer once a session to store, after work of which nothing was stored', async () => {
    const home = testFolder('hook-stop');
    const stop = (more: object) =>
      hook({
        home,
        event: 'stop',
        input: JSON.stringify({ session_id: 'a', stop_hook_active: false, ...more }),
      });
    const worked = { transcript_path: transcript(home, 'Read', 'Edit') };
    expect(await stop({ ...worked, stop_hook_active: true })).toBe('');
    expect(await stop({ ...worked, agent_id: 'agent' })).toBe('');
    expect(await stop({ ...worked, permission_mode: 'plan' })).toBe('');
    expect(await stop({ ...worked, background_tasks: [{ id: 1 }] })).toBe('');
    expect(JSON.parse(await stop(worked))).toMatchObject({ decision: 'block' });
    expect(await stop(worked)).toBe('');
    await hook({ home, event: 'session-end', input: '{"session_id":"a"}' });
    expect(JSON.parse(await stop(worked))).toMatchObject({ decision: 'block' });
    const stored = transcript(home, 'Edit', 'mcp__memorygraph__store_memory');
    expect(await stop({ session_id: 'b', transcript_path: stored })).toBe('');
    expect(await stop({ session_id: 'c', transcript_path: transcript(home, 'Read') })).toBe('');
    expect(await stop({ session_id: 'd', transcript_path: path.join(home, 'none') })).toBe('');
  });

  it('offer nothing where it cannot be noted that they did', async () => {
    const home = testFolder('hook-unnoted');
    writeFileSync(path.join(home, '.memorygraph'), 'a file where a folder should be');
    const input = JSON.stringify({ session_id: 'a', transcript_path: transcript(home, 'Edit') });
    expect(await hook({ home, event: 'stop', input })).toBe('');
  });

  it('say nothing where the store is missing or no store, and make none', async () => {
    const home = testFolder('hook-missing');
    expect(await hook({ home })).toBe('');
    writeFileSync(storePath(home), 'a text of some length, and no database at all '.repeat(20));
    expect(await hook({ home })).toBe('');
  });

  it.each(['{"cwd": "/tmp", oops', '{"cwd":7,"session_id":[]}', '[]', '"', ''])(
    'take %j for an input that says nothing',
    async (input) => {
      for (const event of HOOK_EVENTS) {
        const said = await hook({ event, input });
        if (event !== 'pre-compact') expect(said).toBe('');
      }
    },
  );

  it('end where the input never comes or never ends, and where nobody reads the answer', async () => {
    expect(await hook({ input: undefined })).toBe('');
    expect(await hook({ event: 'pre-compact', keeps_open: true })).toContain('Not stored yet');
    await hook({ event: 'pre-compact', closes_output: true });
  });

  it.skipIf(process.platform === 'win32')(
    'end within a call that never returns (needs pipes in the file system)',
    async () => {
      const home = testFolder('hook-stall');
      mkdirSync(path.join(home, '.memorygraph'));
      execFileSync('mkfifo', [path.join(home, '.memorygraph', 'config.json')]);
      expect(await hook({ home })).toBe('');
    },
  );
});
