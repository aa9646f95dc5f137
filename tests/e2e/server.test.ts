import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { call, connect, ending, messages, run, start } from './program.js';

interface Found {
  readonly results: { readonly id: string; readonly title: string }[];
}

describe('the server over stdio', () => {
  it('stores, finds, relates, and remembers after a restart', async () => {
    const home = testFolder('e2e-server');
    const first = await connect(home);
    const problem = await call(first, 'store_memory', {
      type: 'problem',
      content: 'Checkout hangs when the Redis pool is exhausted',
    });
    const fix = await call(first, 'store_memory', { type: 'fix', content: 'Raise the Redis pool to 50' });
    await call(first, 'create_relationship', {
      from_memory_id: fix.id,
      to_memory_id: problem.id,
      relationship_type: 'SOLVES',
    });
    await first.close();

    const second = await connect(home, ['--tool-profile', 'extended']);
    const recalled = (await call(second, 'recall_memories', { query: 'redis pools' })) as unknown as Found;
    expect(recalled.results.map((each) => each.id).toSorted()).toEqual([problem.id, fix.id].toSorted());
    const got = (await call(second, 'get_memory', { memory_id: fix.id })) as {
      memory: { source: object; version: number };
      relationships: { type: string }[];
    };
    expect(got.memory.source).toEqual({ kind: 'assistant', client: 'e2e 1.2.3' });
    expect(got.relationships.map((each) => each.type)).toEqual(['SOLVES']);
    const tools = (await second.listTools()).tools.map((tool) => tool.name);
    expect(tools).toContain('get_memory_statistics');
    await second.close();
  });

  it('shows the core tools unless told otherwise', async () => {
    const client = await connect(testFolder('e2e-core'));
    expect((await client.listTools()).tools).toHaveLength(9);
    await client.close();
  });

  it('answers what is in flight when the input ends, and ends with 0', async () => {
    const home = testFolder('e2e-eof');
    const store = { name: 'store_memory', arguments: { type: 'fact', content: 'said with the last breath' } };
    const ended = await run([], {
      home,
      input: messages({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: store }),
    });
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(ended.stdout.trim().split('\n')).toHaveLength(2);
    expect(ended.stdout).toContain('"created":true');
    const exported = await run(['export', '--output', join(home, 'all.jsonl')], { home });
    expect(exported.stdout).toContain('1 memory');
  });

  it.each([
    ['SIGTERM', 0],
    ['SIGINT', 130],
  ] as const)('ends on %s with %i, soon, with nothing lost', async (signal, code) => {
    const home = testFolder('e2e-signal');
    const child = start([], { home });
    const end = ending(child);
    const answered = new Promise((resolve) => {
      let text = '';
      child.stdout?.on('data', (piece: string) => {
        text += piece;
        if (text.includes('"id":2')) resolve(text);
      });
    });
    const params = { name: 'store_memory', arguments: { type: 'fact', content: 'before the signal' } };
    child.stdin?.write(messages({ jsonrpc: '2.0', id: 2, method: 'tools/call', params }));
    await answered;
    const sent = performance.now();
    child.kill(signal);
    expect(await end).toMatchObject({ code, signal: null, stderr: '' });
    expect(performance.now() - sent).toBeLessThan(2_000);
    const verified = await run(['verify', '--json'], { home });
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, checked: { memories: 1 } });
  });

  it('lets two servers write to one store', async () => {
    const home = testFolder('e2e-two');
    const clients = await Promise.all([connect(home), connect(home)]);
    await Promise.all(
      clients.flatMap((client, who) =>
        Array.from({ length: 20 }, (_, index) =>
          call(client, 'store_memory', { type: 'fact', content: `fact ${index} of server ${who}` }),
        ),
      ),
    );
    await Promise.all(clients.map((client) => client.close()));
    const verified = await run(['verify', '--json'], { home });
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, checked: { memories: 40 } });
  });

  it('names unknown variables on stderr and serves all the same', async () => {
    const home = testFolder('e2e-warn');
    const ended = await run([], { home, env: { MEMORY_TOOL_PROFIL: 'core' }, input: messages() });
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('did you mean MEMORY_TOOL_PROFILE?');
    expect(ended.stdout.trim().split('\n')).toHaveLength(1);
  });

  it('takes settings from a config file', async () => {
    const home = testFolder('e2e-file');
    const file = join(home, 'settings.json');
    writeFileSync(file, JSON.stringify({ sqlite_path: '~/elsewhere.db', tool_profile: 'extended' }));
    const client = await connect(home, ['--config', file]);
    expect((await client.listTools()).tools.length).toBeGreaterThan(9);
    await client.close();
    const verified = await run(['verify', '--sqlite-path', join(home, 'elsewhere.db')], { home });
    expect(verified.code).toBe(0);
  });
});
