import path from 'node:path';
import { openMultiTenantSqlite } from '../../../backends/sqlite/tenancy/open.js';
import { localPrincipal } from '../../../src/auth/local.js';
import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { Principal } from '../../../src/domain/principal.js';
import { linePeer } from '../../support/line-peer.js';
import { storePath } from '../../support/servers.js';
import { manyCallersServer } from '../../tenancy/probing/server.js';
import { CALLER, PROJECT, TEAM } from './notebook.js';

/** A server in this process whose one connection speaks for a member of one tenant after another. */
export interface ManyCallers {
  readonly backend: MultiTenantBackend;
  /** Calls a tool for the caller of a tenant; it has to succeed. @returns milliseconds. */
  call(tenant_id: string, tool: string, args: Readonly<Record<string, unknown>>): Promise<number>;
  close(): Promise<void>;
}

/** Opens the store with the pool of the default settings, and the audit log as it is by default. */
export async function openManyCallers(folder: string): Promise<ManyCallers> {
  const backend = await openMultiTenantSqlite({
    path: storePath(folder),
    tenant_pool: 64,
    audit_durability: 'normal',
  });
  const server = await manyCallersServer(backend, path.join(folder, 'files'));
  const callers = new Map<string, Principal>();
  let caller = callerOf('');
  const peer = linePeer(server.factoryFor({ principal: async () => caller }));
  await peer.open();
  peer.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  let id = 0;
  return {
    backend,
    async call(tenant_id, tool, args) {
      caller = callers.get(tenant_id) ?? callerOf(tenant_id);
      callers.set(tenant_id, caller);
      const began = performance.now();
      const { result } = await peer.call(id++, tool, args);
      const milliseconds = performance.now() - began;
      if (result === undefined || result.isError === true)
        throw new Error(`${tool} for ${tenant_id}: ${JSON.stringify(result).slice(0, 300)}`);
      // What was read stays in the list otherwise.
      peer.messages.length = 0;
      return milliseconds;
    },
    async close() {
      await server.flush();
      await backend.close();
    },
  };
}

function callerOf(tenant_id: string): Principal {
  return localPrincipal(CALLER, {
    tenant_id,
    organization_id: null,
    team_ids: [TEAM],
    projects: [PROJECT],
    roles: ['user'],
    scopes: null,
  });
}
