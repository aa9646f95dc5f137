import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { call, connect, type Ended, refusal, run } from './program.js';

type Env = Readonly<Record<string, string>>;

const SINGLE: Env = { MEMORY_PROJECT: 'none', MEMORY_USER_ID: 'ann' };
const NO_TEAM: Env = { ...SINGLE, MEMORY_MULTI_TENANT_MODE: 'true', MEMORY_DEFAULT_TENANT: 'acme' };
const MULTI: Env = { ...NO_TEAM, MEMORY_TEAM_IDS: 'core' };
const COMMAND = 'migrate-to-multitenant';

const storeIn = (home: string): string => join(home, '.memorygraph', 'memorygraph.db');
const answerOf = ({ stdout }: Ended) => JSON.parse(stdout) as Record<string, unknown>;

async function withClient<T>(
  home: string,
  env: Env,
  work: (client: Client) => Promise<T>,
  profile = 'extended',
): Promise<T> {
  const client = await connect(home, ['--tool-profile', profile], env);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const fact = (content: string) => ({ type: 'fact', content });

async function homeWithStore(): Promise<string> {
  const home = testFolder('e2e-migration');
  await withClient(home, SINGLE, async (client) => {
    await call(client, 'store_memory', fact('Deploys go out on Tuesdays'));
    await call(client, 'store_memory', fact('The kettle is on the third floor'));
  });
  return home;
}

/** A server that ends at once, and what it says. */
async function refusedServer(home: string, env: Env): Promise<string> {
  const ended = await run([], { home, env });
  expect(ended.code).toBe(6);
  return ended.stderr;
}

describe('the executable, from no tenants to some and back', () => {
  it('dry run, migration, servers in both modes, rollback', async () => {
    const home = await homeWithStore();
    const before = await connect(home, ['--tool-profile', 'extended'], SINGLE);
    const dry = await run([COMMAND, '--tenant-id', 'acme', '--dry-run', '--json'], { home, env: SINGLE });
    expect(answerOf(dry)).toMatchObject({
      state: 'single',
      dry_run: true,
      tenants: [{ tenant_id: 'acme', counts: { memory: 2 }, visible: { 'every team': 2 } }],
    });
    expect((await run([COMMAND, '--tenant-id', 'acme'], { home, env: SINGLE })).code).toBe(2);
    expect(await refusedServer(home, MULTI)).toMatch(
      /has no tenants.*migrate-to-multitenant --tenant-id ID/s,
    );

    const done = await run([COMMAND, '--tenant-id', 'acme', '--yes'], { home, env: SINGLE });
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toMatch(/^acme +2 /m);

    // A process from before writes nothing more, and says why.
    for (const [tool, args] of [
      ['store_memory', fact('too late')],
      ['recall_memories', { query: 'kettle' }],
    ] as const) {
      const { code, text } = await refusal(before, tool, args);
      expect(code).toBe('wrong_mode');
      expect(text).toMatch(/Restart this server with MEMORY_MULTI_TENANT_MODE=true/);
    }
    await before.close();
    expect(await refusedServer(home, SINGLE)).toMatch(/has tenants\. Set MEMORY_MULTI_TENANT_MODE=true/);
    expect((await run(['list'], { home, env: SINGLE })).code).toBe(6);

    const ofTeams = await withClient(home, MULTI, (client) =>
      call(client, 'recall_memories', { query: 'kettle' }),
    );
    expect(ofTeams.total).toBe(1);
    const ofNoTeam = await withClient(home, { ...NO_TEAM, MEMORY_USER_ID: 'ben' }, (client) =>
      call(client, 'recall_memories', { query: 'kettle' }),
    );
    expect(ofNoTeam.total).toBe(0);

    // The part of a tenant is no store by itself.
    const [part = ''] = readdirSync(`${storeIn(home)}-tenants`).filter((name) => name.endsWith('.db'));
    const path = join(`${storeIn(home)}-tenants`, part);
    for (const env of [SINGLE, MULTI])
      expect(await refusedServer(home, { ...env, MEMORY_SQLITE_PATH: path })).toMatch(/part of one tenant/);

    const again = await run([COMMAND, '--tenant-id', 'acme', '--yes'], { home, env: MULTI });
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/nothing was changed/) });
    const other = await run([COMMAND, '--tenant-id', 'globex', '--yes'], { home, env: MULTI });
    expect(other).toMatchObject({ code: 6, stderr: expect.stringMatching(/by another plan/) });

    const secret = await withClient(home, MULTI, (client) =>
      call(client, 'store_memory', { ...fact('only mine'), visibility: 'private' }),
    );
    const stopped = await run([COMMAND, '--rollback', '--yes', '--json'], { home, env: MULTI });
    expect(stopped.code).toBe(4);
    expect(JSON.parse(stopped.stderr)).toMatchObject({
      error: {
        code: 'cannot_roll_back',
        details: { count: 1, records: [expect.stringContaining(String(secret.id))] },
      },
    });
    await run(['purge', String(secret.id), '--yes'], { home, env: MULTI });
    const back = await run([COMMAND, '--rollback', '--yes'], { home, env: MULTI });
    expect(back).toMatchObject({ code: 0, stdout: expect.stringMatching(/no tenants any more: 2 memories/) });
    expect(existsSync(`${storeIn(home)}-tenants`)).toBe(false);
    const found = await withClient(home, SINGLE, (client) =>
      call(client, 'recall_memories', { query: 'kettle' }),
    );
    expect(found.total).toBe(1);
  }, 120_000);

  it('a store that was left half way opens in neither mode', async () => {
    const home = await homeWithStore();
    const raw = new Database(storeIn(home));
    const number = raw.pragma('user_version', { simple: true }) as number;
    raw.pragma(`user_version = ${10_000 + number}`);
    raw.close();
    for (const env of [SINGLE, MULTI])
      expect(await refusedServer(home, env)).toMatch(/begun and is not finished/);
  }, 60_000);
});

describe('the tool of the owner', () => {
  it('gives tenants after a dry run; then the server must be restarted', async () => {
    const home = await homeWithStore();
    const files = join(home, 'files');
    mkdirSync(files, { recursive: true });
    writeFileSync(
      join(files, 'map.json'),
      JSON.stringify({ projects: {}, none: { tenant: 'acme', team: 'core' } }),
    );
    writeFileSync(join(home, 'outside.json'), '{}');
    const env = { ...SINGLE, MEMORY_FILES_PATH: files };
    await withClient(
      home,
      env,
      async (client) => {
        const asked = { new_tenant: 'rest', map_file: 'map.json' };
        const dry = await call(client, 'migrate_to_multitenant', asked);
        expect(dry).toMatchObject({
          dry_run: true,
          changed: false,
          tenants: [
            { tenant_id: 'acme', memories: 2, visible: { 'team core': 2 } },
            { tenant_id: 'rest', memories: 0 },
          ],
        });
        await call(client, 'store_memory', fact('still written'));
        for (const [wrong, code] of [
          [{ new_tenant: 'rest', map_file: '../outside.json' }, 'invalid_argument'],
          [{ new_tenant: 'rest', map_file: 'none.json' }, 'not_found'],
          [{ new_tenant: 'rest', team: 'core', visibility: 'public' }, 'invalid_argument'],
          [{ new_tenant: '../rest' }, 'invalid_argument'],
          [{ tenant_id: 'rest' }, 'invalid_argument'],
        ] as const)
          expect((await refusal(client, 'migrate_to_multitenant', wrong)).code).toBe(code);
        const done = await call(client, 'migrate_to_multitenant', { ...asked, dry_run: false });
        expect(done).toMatchObject({
          changed: true,
          backup: expect.stringMatching(/^memorygraph\.db\.before-/),
        });
        expect(JSON.stringify(done)).not.toContain(dirname(storeIn(home)));
        expect((await refusal(client, 'store_memory', fact('too late'))).code).toBe('wrong_mode');
        const twice = await call(client, 'migrate_to_multitenant', { ...asked, dry_run: false });
        expect(twice).toMatchObject({ changed: false, is_done: true });
      },
      'core,admin',
    );
    const found = await withClient(home, MULTI, (client) =>
      call(client, 'recall_memories', { query: 'kettle' }),
    );
    expect(found.total).toBe(1);
  }, 60_000);

  it('is not there for anybody in a store with tenants, whatever their role', async () => {
    const home = testFolder('e2e-migration');
    await run(['tenant', 'add', 'acme'], { home, env: MULTI });
    await withClient(
      home,
      { ...MULTI, MEMORY_ROLES: 'admin' },
      async (client) => {
        const { tools } = await client.listTools();
        expect(tools.map(({ name }) => name)).not.toContain('migrate_to_multitenant');
        const { code } = await refusal(client, 'migrate_to_multitenant', { new_tenant: 'acme' });
        expect(code).toBe('forbidden');
      },
      'core,admin',
    );
  }, 60_000);
});
