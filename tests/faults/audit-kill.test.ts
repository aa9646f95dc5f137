import { expect, it } from 'vitest';
import { openStore } from '../../src/app/open-store.js';
import { withTenants } from '../../src/app/tenancy/with-tenants.js';
import { loadConfig } from '../../src/config/load.js';
import { createLogger } from '../../src/observability/logger.js';
import { operatorScope } from '../../src/policy/access-scope.js';
import { verifyAuditLog } from '../../src/transfer/audit/verify-log.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { ownEnvironment, ownServer } from '../support/servers.js';
import { temporaryFolder } from '../support/temporary.js';

const KILLS = 6;
const TENANTS = {
  MEMORY_MULTI_TENANT_MODE: 'true',
  MEMORY_TENANT_PROVISIONING: 'auto',
  MEMORY_DEFAULT_TENANT: 'acme',
  MEMORY_TOOL_PROFILE: 'extended',
};

it('every answered call has its one event, whenever the server is killed', async () => {
  const folder = temporaryFolder('audit-kill');
  let answered = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const client = await McpStdioClient.start(ownServer({ folder, env: TENANTS }));
    const calls = 1 + kill * 7;
    for (let at = 0; at < calls; at++) {
      await client.mustTool('whoami', {});
      if (at % 5 === 4)
        await client.mustTool('store_memory', { type: 'fact', content: `fact ${kill} ${at}` });
      answered += at % 5 === 4 ? 2 : 1;
    }
    await client.kill();
  }
  const { settings } = loadConfig({
    environment: ownEnvironment({ folder, env: TENANTS }),
    flags: {},
    home: folder,
    working_directory: folder,
    temporary: [],
    os_user: () => 'ann',
  });
  const backend = withTenants(await openStore(settings, { create: false, logger: createLogger('error') }));
  const log = backend.audit(operatorScope('ann', 'acme'));
  const events = await log.events({ limit: 10_000 });
  expect(events).toHaveLength(answered);
  expect(new Set(events.map(({ event }) => event?.call_id)).size).toBe(answered);
  expect(await verifyAuditLog(log, 'acme', [])).toMatchObject({ broken: null, events: answered });
  await backend.close();
}, 60_000);
