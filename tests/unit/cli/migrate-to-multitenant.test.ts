import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/app/open-store.js';
import type { CommandResult } from '../../../src/cli/command.js';
import { createCommandContext } from '../../../src/cli/command-context.js';
import { COMMANDS } from '../../../src/cli/commands/catalog.js';
import { multiTenant } from '../../../src/cli/multi-tenant.js';
import { parseLine } from '../../../src/cli/parse/program.js';
import type { Config, ConfigInput } from '../../../src/config/config.js';
import { loadConfig } from '../../../src/config/load.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { createLogger } from '../../../src/observability/logger.js';
import { makePlan } from '../../../src/transfer/tenancy/plan.js';
import { auditEvent } from '../../support/audit-events.js';
import { testFolder } from '../../support/test-folder.js';
import { collect } from '../sqlite/fixtures.js';
import {
  breaking,
  dumpOf,
  giveTenants,
  SCOPES,
  withSingle,
  withTenants,
} from '../transfer/tenancy/migrating.js';

let path = '';
let environment: Record<string, string> = {};

beforeEach(async () => {
  path = join(testFolder('migrate-command'), 'store.db');
  copyFileSync('tests/fixtures/stores/schema-2.db', path);
  // The fixture is of one file; a store in use has been opened.
  await withSingle(path, async () => {});
  environment = { MEMORY_SQLITE_PATH: path, MEMORY_LOG_LEVEL: 'error', MEMORY_BUSY_TIMEOUT_MS: '300' };
});

function config(flags: ConfigInput['flags'] = {}): Config {
  const home = dirname(path);
  return loadConfig({
    environment,
    flags,
    home,
    working_directory: home,
    temporary: [],
    os_user: () => 'tester',
  });
}

/** One command as the command line runs it, but for what it prints. */
async function run(argv: readonly string[], { yes = true, signal = new AbortController().signal } = {}) {
  const line = parseLine(argv, COMMANDS, '0.0.0');
  if (line === null) throw new Error('no command');
  const { context, close } = createCommandContext({
    config: config(line.flags),
    logger: createLogger('error'),
    version: '0.0.0',
    commands: COMMANDS,
    signal,
    yes,
  });
  try {
    return await line.command.run(context, line.options);
  } finally {
    await close({ name: line.command.name, arguments: [], error: null });
  }
}

const migrate = (...argv: string[]): Promise<CommandResult> => run(['migrate-to-multitenant', ...argv]);

async function thrownBy(work: Promise<unknown>): Promise<MemoryGraphError> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError) return thrown;
    throw thrown;
  }
  throw new Error('was done');
}

function files(): Record<string, string> {
  const names = readdirSync(dirname(path), { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.endsWith('-shm'),
  );
  return Object.fromEntries(
    names.toSorted().map((name) => [name, name.endsWith('tenants') ? '' : sha256(join(dirname(path), name))]),
  );
}

function sha256(file: string): string {
  const bytes = readFileSync(file);
  return bytes.length === 0 ? '' : createHash('sha256').update(bytes).digest('hex');
}

function mapFile(value: unknown): string {
  const file = join(dirname(path), 'map.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

describe('a dry run', () => {
  it('says what would be done, and writes nothing', async () => {
    const before = files();
    const { text, data } = await migrate('--tenant-id', 'acme', '--dry-run');
    expect(text).toMatch(/^tenant +memories +former versions +relationships +seen by$/m);
    expect(text).toMatch(/^acme +13 \(\d deleted\) +7 +5 +every team 13$/m);
    expect(text).toMatch(/about \d+ MB on the disk; \d+ MB are free/);
    expect(text).toMatch(/nothing was written/);
    expect(data).toMatchObject({ state: 'single', changed: false, dry_run: true, unused_projects: [] });
    const { [`${'store.db'}-wal`]: wal = '', ...after } = files();
    expect(wal).toBe('');
    expect(after).toEqual(before);
  });

  it('names projects of the map that there is nothing of, and what no tenant could take', async () => {
    const summaries = await withSingle(path, (backend) => backend.projectSummaries(SCOPES(null)));
    const projects = Object.fromEntries(
      summaries.flatMap(({ project_id }, at) =>
        project_id === null ? [] : [[project_id, { tenant: `t${at}` }]],
      ),
    );
    const file = mapFile({ projects: { ...projects, 'github.com/acme/typo': { tenant: 'acme' } } });
    const { text, data } = await migrate('--tenant-id', 'acme', '--map', file, '--dry-run');
    expect(text).toMatch(/projects that no memory belongs to:\n {2}github\.com\/acme\/typo/);
    expect(text).toMatch(/Set aside.*relationship/);
    expect(data).toMatchObject({ unused_projects: ['github.com/acme/typo'] });
  });
});

describe('migrate-to-multitenant', () => {
  it('asks first', async () => {
    const before = await dumpOf(path);
    const thrown = await thrownBy(run(['migrate-to-multitenant', '--tenant-id', 'acme'], { yes: false }));
    expect(thrown.code).toBe('usage');
    expect(await dumpOf(path)).toBe(before);
  });

  it('gives tenants, says so, and is done then; a rollback makes it what it was', async () => {
    const before = await dumpOf(path);
    const { text, data } = await migrate('--tenant-id', 'acme', '--visibility', 'private');
    expect(text).toMatch(/^acme .*private 13$/m);
    expect(text).toMatch(/The backup from before: .*store\.db\.before-tenants-.*\.backup\.gz/);
    expect(text).toMatch(/MEMORY_MULTI_TENANT_MODE=true/);
    expect(data).toMatchObject({ state: 'multi', changed: true, tidied: true });
    const after = files();
    const again = await migrate('--tenant-id', 'acme', '--visibility', 'private');
    expect(again.text).toMatch(/has its tenants already \(acme\); nothing was changed/);
    expect(again.data).toMatchObject({ state: 'multi', changed: false });
    expect((await migrate()).data).toMatchObject({ changed: false });
    const { [`${'store.db'}-wal`]: wal = '', ...same } = files();
    expect(wal).toBe('');
    expect(same).toEqual(after);
    await withTenants(path, async (backend) => {
      for (const memory of await collect(backend.streamMemories(SCOPES('acme'))))
        expect(memory.context).toMatchObject({ tenant_id: 'acme', visibility: 'private' });
    });
    environment.MEMORY_MULTI_TENANT_MODE = 'true';
    const back = await migrate('--rollback');
    expect(back.text).toMatch(/has no tenants any more: 13 memories/);
    expect(back.data).toMatchObject({ state: 'single', changed: true });
    expect(await dumpOf(path)).toBe(before);
    expect((await migrate('--rollback')).text).toMatch(/has no tenants; there is nothing to undo/);
  });

  it('writes a backup that restores into what was there', async () => {
    const before = await dumpOf(path);
    const { data } = await migrate('--tenant-id', 'acme');
    const other = join(testFolder('restored'), 'store.db');
    environment.MEMORY_SQLITE_PATH = other;
    await run(['restore', '--input', (data as { backup: string }).backup]);
    expect(await dumpOf(other)).toBe(before);
  });

  it.each([
    [[], 'usage', /--tenant-id/],
    [['--visibility', 'team'], 'usage', /--tenant-id/],
    [['--tenant-id', '../up'], 'invalid_argument', /A tenant is named by/],
    [['--tenant-id', 'acme', '--visibility', 'everybody'], 'invalid_argument', /one of private, project/],
    [['--tenant-id', 'acme', '--team', '*'], 'invalid_argument', /A team is named by/],
    [
      ['--tenant-id', 'acme', '--team', 'core', '--visibility', 'public'],
      'invalid_argument',
      /Teams go with/,
    ],
    [['--tenant-id', 'acme', '--map', '/nowhere/map.json'], 'not_found', /./],
    [['--rollback', '--tenant-id', 'acme'], 'usage', /cannot be used with/],
  ])('refuses %j', async (options, code, says) => {
    const before = files();
    const thrown = await thrownBy(migrate(...(options as string[])));
    expect(thrown.code).toBe(code);
    expect(thrown.message).toMatch(says as RegExp);
    expect(files()).toEqual(before);
  });

  it('opens the store again where it was interrupted before anything was moved', async () => {
    const before = await dumpOf(path);
    const stop = new AbortController();
    stop.abort();
    const interrupted = run(['migrate-to-multitenant', '--tenant-id', 'acme'], { signal: stop.signal });
    expect((await thrownBy(interrupted)).code).toBe('cancelled');
    expect(await dumpOf(path)).toBe(before);
  });

  it('refuses another plan while one is under way, goes on with none named, and gives up', async () => {
    const before = await dumpOf(path);
    const cutOff = async () => {
      const { meddle } = breaking(5, () => {
        throw new Error('cut off');
      });
      await expect(giveTenants(path, makePlan({ tenant_id: 'acme' }), meddle)).rejects.toThrow('cut off');
    };
    await cutOff();
    const other = await thrownBy(migrate('--tenant-id', 'beta'));
    expect(other).toMatchObject({
      code: 'wrong_mode',
      message: expect.stringMatching(/by another plan is under way.*nobody else can use the store/),
    });
    const { data, text } = await migrate('--rollback', '--dry-run');
    expect(data).toMatchObject({ state: 'migrating', changed: false, dry_run: true });
    expect(text).toMatch(/not finished/);
    expect((await migrate('--dry-run')).data).toMatchObject({ state: 'migrating', dry_run: true });
    expect((await migrate()).data).toMatchObject({ state: 'multi', changed: true });
    expect(await thrownBy(migrate('--tenant-id', 'beta'))).toMatchObject({
      code: 'wrong_mode',
      message: expect.stringMatching(/given tenants by another plan/),
    });
    await migrate('--rollback');
    await cutOff();
    expect(await migrate('--rollback')).toMatchObject({
      text: expect.stringMatching(/as it was, without tenants/),
      data: { state: 'single', changed: true },
    });
    expect(await dumpOf(path)).toBe(before);
  });

  it('refuses a store that was made with tenants where there is nothing to undo', async () => {
    environment = {
      ...environment,
      MEMORY_SQLITE_PATH: join(dirname(path), 'made.db'),
      MEMORY_MULTI_TENANT_MODE: 'true',
    };
    const backend = await openStore(config().settings, { create: true, logger: createLogger('error') });
    await multiTenant(backend).tenants.add('acme', '2026-11-22T12:00:00.000Z');
    await backend.close();
    expect((await migrate('--tenant-id', 'acme')).text).toMatch(/was made with tenants/);
    const thrown = await thrownBy(migrate('--rollback'));
    expect(thrown).toMatchObject({
      code: 'cannot_roll_back',
      message: expect.stringMatching(/made with tenants/),
    });
  });

  it('says that there is no store', async () => {
    environment.MEMORY_SQLITE_PATH = join(dirname(path), 'none.db');
    expect((await thrownBy(migrate('--tenant-id', 'acme'))).code).toBe('storage_missing');
    expect(readdirSync(dirname(path))).toEqual(['store.db']);
  });
});

describe('a rollback', () => {
  it('keeps the audit logs in files, which can be checked', async () => {
    await migrate('--tenant-id', 'acme');
    environment.MEMORY_MULTI_TENANT_MODE = 'true';
    const { data: noted } = await run(['audit', 'list', '--tenant', 'acme']);
    expect(noted).toMatchObject({
      events: [{ event: { operation: 'command migrate-to-multitenant', outcome: 'ok', user_id: 'tester' } }],
    });
    await withTenants(path, async (backend) => {
      await backend.audit(SCOPES('acme')).append([auditEvent({ user_id: 'ann' }), auditEvent({})]);
      await backend.serverAudit.append([auditEvent({ user_id: null, issuer: null })]);
    });
    const planned = await migrate('--rollback', '--dry-run');
    // The command that listed the log is in it as well.
    expect(planned.text).toMatch(/5 audit events/);
    const { data, text } = await migrate('--rollback');
    const { audit_files } = data as { audit_files: string[] };
    expect(audit_files).toHaveLength(2);
    for (const file of audit_files) {
      expect(text).toContain(file);
      expect(await run(['audit', 'verify', '--file', file])).toMatchObject({ exit_code: 0 });
    }
  });
});
