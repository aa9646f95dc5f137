import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/app/open-store.js';
import type { CommandResult } from '../../../src/cli/command.js';
import { createCommandContext } from '../../../src/cli/command-context.js';
import { COMMANDS } from '../../../src/cli/commands/catalog.js';
import { multiTenant } from '../../../src/cli/multi-tenant.js';
import { parseLine } from '../../../src/cli/parse/program.js';
import type { Config, ConfigInput } from '../../../src/config/config.js';
import { loadConfig } from '../../../src/config/load.js';
import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { AuditEvent } from '../../../src/domain/audit.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { createLogger } from '../../../src/observability/logger.js';
import { operatorScope } from '../../../src/policy/access-scope.js';
import { beginAudit } from '../../../src/policy/call-audit.js';
import { auditEvent } from '../../support/audit-events.js';
import { testFolder } from '../../support/test-folder.js';

const NOW = '2026-11-22T12:00:00.000Z';

let folder = '';
let environment: Record<string, string> = {};

beforeEach(() => {
  folder = testFolder('audit-commands');
  environment = {
    MEMORY_SQLITE_PATH: join(folder, 'store.db'),
    MEMORY_MULTI_TENANT_MODE: 'true',
    MEMORY_DEFAULT_TENANT: 'acme',
    MEMORY_LOG_LEVEL: 'error',
    // Commands note themselves as well; here the chains hold what the tests put there.
    MEMORY_ENABLE_AUDIT_LOG: 'false',
  };
});

function config(flags: ConfigInput['flags'] = {}): Config {
  return loadConfig({
    environment,
    flags,
    home: folder,
    working_directory: folder,
    temporary: [],
    os_user: () => 'tester',
  });
}

/** One command as the command line runs it, but for what it prints. */
async function run(...argv: string[]): Promise<CommandResult> {
  const line = parseLine(argv, COMMANDS, '0.0.0');
  if (line === null) throw new Error('no command');
  const { context, close } = createCommandContext({
    config: config(line.flags),
    logger: createLogger('error'),
    version: '0.0.0',
    commands: COMMANDS,
    signal: new AbortController().signal,
    yes: false,
  });
  try {
    return await line.command.run(context, line.options);
  } finally {
    await close({ name: 'test', arguments: [], error: null });
  }
}

async function withStore<T>(work: (backend: MultiTenantBackend) => Promise<T>): Promise<T> {
  const { settings } = config();
  const backend = multiTenant(await openStore(settings, { create: true, logger: createLogger('error') }));
  try {
    return await work(backend);
  } finally {
    await backend.close();
  }
}

/** Two tenants and the server, with events of their own. */
async function fill(): Promise<void> {
  await withStore(async (backend) => {
    await backend.tenants.add('acme', NOW);
    await backend.tenants.add('globex', NOW);
    await backend
      .audit(operatorScope('tester', 'acme'))
      .append([
        auditEvent({ user_id: 'ann', operation: 'store_memory', resources: ['m-1'] }),
        auditEvent({ user_id: 'ben', outcome: 'denied', code: 'forbidden', operation: 'delete_memory' }),
        auditEvent({ user_id: 'ann', outcome: 'failed', code: 'not_found' }),
        auditEvent({ user_id: 'ann', outcome: 'failed', code: 'internal', corrects: true }),
      ]);
    await backend.audit(operatorScope('tester', 'globex')).append([auditEvent({ user_id: 'gus' })]);
    const nobody = { user_id: null, issuer: null, outcome: 'denied', code: 'unauthenticated' } as const;
    await backend.serverAudit.append([auditEvent(nobody)]);
  });
}

async function fileOf(tenant_id: string): Promise<string> {
  const key = await withStore(async ({ tenants }) => (await tenants.find(tenant_id))?.key ?? '');
  return findFile(key);
}

function findFile(key: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith(`${key}.db`),
  );
  if (found === undefined) throw new Error(`no file of ${key}`);
  return join(folder, found);
}

/** Changes the file of a tenant as its owner could. */
async function tamper(tenant_id: string, sql: string): Promise<void> {
  const raw = new Database(await fileOf(tenant_id));
  raw.exec(`DROP TRIGGER audit_events_update; DROP TRIGGER audit_events_delete; ${sql}`);
  raw.close();
}

const listed = (result: CommandResult) =>
  (result.data as { events: { event: AuditEvent }[] }).events.map(({ event }) => event);
const thrownBy = async (...argv: string[]) => {
  try {
    await run(...argv);
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError) return thrown;
    throw thrown;
  }
  throw new Error('was done');
};

describe('audit list', () => {
  it('shows the events of the default tenant, of another, and of the server, each alone', async () => {
    await fill();
    const own = await run('audit', 'list');
    expect(own.text.split('\n')).toHaveLength(5);
    expect(own.text).toMatch(/^event +time +user +outcome +operation +ms +client +records/);
    expect(own.text).toMatch(/^2 .* ben +denied \(forbidden\) +delete_memory /m);
    expect(own.text).toMatch(/^4 .* ann +corrected: failed \(internal\) /m);
    expect(own.data).toMatchObject({ tenant_id: 'acme' });
    const other = await run('audit', 'list', '--tenant', 'globex');
    expect(listed(other).map(({ user_id }) => user_id)).toEqual(['gus']);
    const server = await run('audit', 'list', '--server');
    expect(server.data).toMatchObject({ tenant_id: null });
    expect(listed(server)).toMatchObject([{ user_id: null, code: 'unauthenticated' }]);
  });

  it.each([
    [['--user', 'ann'], 3],
    [['--user', 'an'], 0],
    [['--outcome', 'failed'], 2],
    [['--operation', 'store_memory'], 1],
    [['--user', 'ann', '--outcome', 'ok'], 1],
    [['--since', '2026-11-21'], 4],
    [['--since', '2030-01-01'], 0],
    [['--until', '2026-11-21'], 0],
    [['--limit', '2'], 2],
  ])('with %j shows %i', async (options, count) => {
    await fill();
    const result = await run('audit', 'list', ...options);
    expect(listed(result)).toHaveLength(count);
    if (count === 0) expect(result.text).toBe('No such events in the audit log of acme.');
  });

  it('shows the newest where there are more than the limit, the newest last', async () => {
    await fill();
    const events = listed(await run('audit', 'list', '--limit', '2'));
    expect(events.map(({ code }) => code)).toEqual(['not_found', 'internal']);
  });

  it('is one line an event, whatever a client or a damaged row says', async () => {
    const hostile =
      'x\n9  2026-11-22T12:00:00.000Z  ann  ok  get_memory\r\u001b[2J\u001b]0;t\u0007\u202e\u2028y';
    const call = {
      call_id: 'c',
      at: NOW,
      principal: null,
      client: hostile,
      operation: hostile,
      args: { memory_id: hostile },
    };
    const event = beginAudit(call).finish({ code: 'not_found', duration_ms: 1 });
    await fill();
    await withStore(async (backend) => {
      // The second one came round the cleaning, as from another program.
      await backend
        .audit(operatorScope('tester', 'globex'))
        .append([
          event as AuditEvent,
          auditEvent({ client: hostile, user_id: hostile, resources: [hostile] }),
        ]);
    });
    const { text } = await run('audit', 'list', '--tenant', 'globex');
    expect(text.split('\n')).toHaveLength(4);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is sought
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/);
    expect(text).not.toMatch(/^9 /m);
  });

  it('shows a damaged event as one, among the others', async () => {
    await fill();
    await tamper('acme', "UPDATE audit_events SET event = 'x' WHERE sequence = 2");
    const { text, data } = await run('audit', 'list');
    expect(text).toMatch(/^2 +damaged$/m);
    expect(data).toMatchObject({ events: [{}, { sequence: 2, event: null }, {}, {}] });
  });

  it.each([
    [['--outcome', 'fine'], /--outcome must be one of ok, denied, failed, cancelled/],
    [['--limit', '0'], /--limit/],
    [['--since', 'soon'], /--since/],
    [['--server', '--tenant', 'acme'], /cannot be used with/],
  ])('refuses %j', async (options, says) => {
    await fill();
    const thrown = await thrownBy('audit', 'list', ...options);
    expect(thrown.code).toBe('usage');
    expect(thrown.message).toMatch(says);
  });

  it('says that there is no such tenant', async () => {
    await fill();
    expect((await thrownBy('audit', 'list', '--tenant', 'initech')).code).toBe('tenant_unavailable');
  });

  it('is for stores with tenants', async () => {
    environment = { MEMORY_SQLITE_PATH: join(folder, 'single.db') };
    await run('health');
    for (const line of [['list'], ['verify'], ['heads'], ['export', '--output', join(folder, 'x')]]) {
      const thrown = await thrownBy('audit', ...line);
      expect(thrown).toMatchObject({
        code: 'usage',
        message: expect.stringMatching(/MEMORY_MULTI_TENANT_MODE is off/),
      });
    }
  });
});

describe('audit verify', () => {
  it('finds no fault where nobody changed anything', async () => {
    await fill();
    expect(await run('audit', 'verify')).toMatchObject({ exit_code: 0, data: { ok: true } });
    const all = await run('audit', 'verify', '--all');
    expect(all.data).toMatchObject({
      ok: true,
      logs: [
        { tenant_id: null, events: 1 },
        { tenant_id: 'acme', events: 4 },
        { tenant_id: 'globex', events: 1 },
      ],
    });
    expect(all.text).toMatch(/^\(the server\) +1 +none +whole$/m);
    expect(all.text).toMatch(/No faults\.$/);
    expect(await run('audit', 'verify', '--server')).toMatchObject({ data: { logs: [{ tenant_id: null }] } });
  });

  it('names the event that was changed, and ends with 1', async () => {
    await fill();
    await tamper('acme', "UPDATE audit_events SET event = replace(event, 'ben', 'bob') WHERE sequence = 2");
    const result = await run('audit', 'verify', '--all');
    expect(result.exit_code).toBe(1);
    expect(result.text).toMatch(/ - acme: Event 2 was altered/);
    expect(result.data).toMatchObject({
      ok: false,
      logs: [{ broken: null }, { broken: { sequence: 2, fault: 'altered' } }, { broken: null }],
    });
    expect(await run('audit', 'verify', '--tenant', 'globex')).toMatchObject({ exit_code: 0 });
    expect(await run('audit', 'verify')).toMatchObject({ exit_code: 1 });
  });

  it('goes on with the others where the file of one tenant is no database any more', async () => {
    await fill();
    writeFileSync(await fileOf('acme'), 'x'.repeat(100_000));
    const result = await run('audit', 'verify', '--all');
    expect(result.exit_code).toBe(1);
    expect(result.text).toMatch(/ - acme: The database file is damaged where event 1 should be/);
    expect(result.data).toMatchObject({ logs: [{ events: 1 }, { events: 0 }, { events: 1, broken: null }] });
  });

  it('finds with heads what was cut off, made anew, or taken out with its tenant', async () => {
    await fill();
    const path = join(folder, 'heads.json');
    const written = await run('audit', 'heads', '--output', path);
    expect(written.data).toMatchObject({
      path,
      heads: [{ tenant_id: null }, { sequence: 4 }, { sequence: 1 }],
    });
    const checked = await run('audit', 'verify', '--all', '--heads', path);
    expect(checked).toMatchObject({ exit_code: 0, data: { logs: Array(3).fill({ heads_compared: 1 }) } });
    await tamper('acme', 'DELETE FROM audit_events WHERE sequence > 2');
    expect(await run('audit', 'verify')).toMatchObject({ exit_code: 0 });
    const cut = await run('audit', 'verify', '--heads', path);
    expect(cut.exit_code).toBe(1);
    expect(cut.text).toMatch(/acme: Event 3 is missing: the log ends before it/);
    const heads = JSON.parse(readFileSync(path, 'utf8'));
    heads.heads.push({ tenant_id: 'initech', sequence: 9, hash: 'a'.repeat(64) });
    writeFileSync(path, JSON.stringify(heads));
    const gone = await run('audit', 'verify', '--all', '--heads', path);
    expect(gone.text).toMatch(/initech: Event 1 is missing/);
  });

  it('checks an exported file where there is no store', async () => {
    await fill();
    const path = join(folder, 'acme.jsonl.gz');
    const written = await run('audit', 'export', '--output', path);
    expect(written).toMatchObject({ exit_code: 0, data: { path, log: { tenant_id: 'acme', events: 4 } } });
    expect((await thrownBy('audit', 'export', '--output', path)).code).toBe('already_exists');
    await run('audit', 'export', '--output', path, '--force', '--server');
    await run('audit', 'export', '--output', path, '--force', '--tenant', 'acme');
    const heads = join(folder, 'heads.json');
    writeFileSync(heads, JSON.stringify((await run('audit', 'heads')).data));
    environment = {};
    const checked = await run('audit', 'verify', '--file', path, '--heads', heads);
    expect(checked).toMatchObject({
      exit_code: 0,
      data: { logs: [{ tenant_id: 'acme', events: 4, heads_compared: 1, broken: null }] },
    });
  });

  it('exports a log with a fault, and ends with 1', async () => {
    await fill();
    await tamper('acme', 'DELETE FROM audit_events WHERE sequence = 2');
    const path = join(folder, 'acme.jsonl');
    const written = await run('audit', 'export', '--output', path);
    expect(written.exit_code).toBe(1);
    expect(written.text).toMatch(/Event 2 is missing/);
    expect(await run('audit', 'verify', '--file', path)).toMatchObject({
      exit_code: 1,
      data: { logs: [{ broken: { sequence: 2, fault: 'missing' } }] },
    });
  });
});

describe('audit heads', () => {
  it('says so where there is no event yet', async () => {
    await withStore(async (backend) => {
      await backend.tenants.add('acme', NOW);
    });
    const result = await run('audit', 'heads');
    expect(result.text).toBe('There are no audit events yet.');
    expect(result.data).toMatchObject({ format: 'memorygraph-audit-heads', heads: [] });
    expect(await run('audit', 'verify', '--all')).toMatchObject({ exit_code: 0 });
  });
});
