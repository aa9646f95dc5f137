import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/app/open-store.js';
import { startApp } from '../../src/app/start-app.js';
import { withTenants } from '../../src/app/tenancy/with-tenants.js';
import { loadConfig } from '../../src/config/load.js';
import { createLogger } from '../../src/observability/logger.js';
import { operatorScope } from '../../src/policy/access-scope.js';
import { verifyAuditLog } from '../../src/transfer/audit/verify-log.js';
import { type Answer, connect } from '../tenancy/probing/connection.js';
import { smallDisk } from './small-disk.js';

const disk = smallDisk(12);
const logger = createLogger('error');

describe.skipIf(disk === null)('audited calls on a full disk (needs the right to mount a tmpfs)', () => {
  it('are refused where they cannot be noted, but for deleting, and go on once there is room', async () => {
    if (disk === null) return;
    const config = loadConfig({
      environment: {
        MEMORY_SQLITE_PATH: join(disk.path, 'store.db'),
        MEMORY_MULTI_TENANT_MODE: 'true',
        MEMORY_TENANT_PROVISIONING: 'auto',
        MEMORY_DEFAULT_TENANT: 'acme',
        MEMORY_PROJECT: 'none',
        MEMORY_LOG_LEVEL: 'error',
      },
      flags: {},
      home: disk.path,
      working_directory: disk.path,
      temporary: [],
      os_user: () => 'ann',
    });
    const app = await startApp(config, { logger, version: '0.0.0' });
    const connection = await connect(app.factory);
    let calls = 0;
    const call = async (name: string, args: object): Promise<Answer> => {
      calls += 1;
      return connection.ask({ method: 'tools/call', params: { name, arguments: args } });
    };
    const ids: string[] = [];
    let refused: string | null = null;
    for (let at = 0; refused === null && at < 3_000; at++) {
      const { code, data } = await call('store_memory', {
        type: 'fact',
        content: `text ${at} ${'words '.repeat(300)}`,
      });
      if (code === null) ids.push(String(data.id));
      refused = code;
    }
    expect(refused).toBe('storage_full');
    expect(ids.length).toBeGreaterThan(50);
    // What is left of a page takes a few small events; then a read cannot be noted either.
    let read: Answer | null = null;
    for (let at = 0; read?.code !== 'storage_full' && at < 500; at++)
      read = await call('get_memory', { memory_id: ids[0] });
    expect(read).toMatchObject({ code: 'storage_full', data: {} });
    expect(read?.text).not.toContain('text 0');
    const deleted = await call('delete_memory', { memory_id: ids[0] });
    expect(deleted.code).toBe(null);
    execFileSync('mount', ['-o', 'remount,size=24m', disk.path]);
    expect((await call('get_memory', { memory_id: ids[0] })).code).toBe('not_found');
    expect((await call('get_memory', { memory_id: ids[1] })).code).toBe(null);
    await connection.close();
    await app.close();

    const backend = withTenants(await openStore(config.settings, { create: false, logger }));
    const scope = operatorScope('ann', 'acme');
    const { broken, events } = await verifyAuditLog(backend.audit(scope), 'acme', []);
    expect(broken).toBe(null);
    expect(events).toBeLessThan(calls);
    const noted = await backend.audit(scope).events({ limit: 5_000 });
    const written = noted.filter(
      ({ event }) => event?.operation === 'store_memory' && event.outcome === 'ok',
    );
    expect(written.flatMap(({ event }) => event?.resources ?? [])).toEqual(ids);
    expect((await backend.verify(scope)).faults).toEqual([]);
    await backend.close();
    rmSync(join(disk.path, 'store.db'));
    disk.remove();
  });
});
