import { openMultiTenantSqlite } from '../../../backends/sqlite/tenancy/open.js';
import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import { member } from '../../contract/members.js';

export const TENANT = 'acme';
export const OTHER_TENANT = 'umbra';
const TEAM = 'red';

export function openTenants(path: string): Promise<MultiTenantBackend> {
  return openMultiTenantSqlite({
    path,
    synchronous: 'full',
    busy_timeout_ms: 60_000,
    tenant_pool: 2,
    audit_durability: 'normal',
  });
}

/** Somebody of the team that shares the memories. */
export function teamMate(user_id: string, tenant_id = TENANT): AccessScope {
  return member({ tenant_id, user_id, team_ids: [TEAM], projects: [] });
}

/** What a memory is made with, so that the whole team may change it. */
export const SHARED = { visibility: 'team', team_id: TEAM } as const;

/** What one update came to: the version it made, or, refused, the version that was there. */
export interface Attempt {
  readonly id: string;
  readonly expected: number;
  readonly outcome: 'acknowledged' | 'refused';
  readonly version: number;
  readonly content: string;
}
