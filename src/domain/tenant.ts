const TENANT_ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
const TEAM_ID = /^[A-Za-z0-9][A-Za-z0-9_.:@/-]{0,99}$/;

/** One tenant as the registry keeps it. */
export interface Tenant {
  readonly tenant_id: string;
  /** `t` and lower-case hex; names its file, graph or key: says nothing of the tenant. */
  readonly key: string;
  readonly status: 'active' | 'suspended';
  readonly created_at: string;
}

/** What a team sees of projects, beside what its members' tokens say. */
export interface ProjectGrant {
  readonly team_id: string;
  readonly project_id: string;
}

/** True for a name that a tenant may have: 1-64 letters, digits, `_`, `.`, `-`. */
export function isTenantId(text: string): boolean {
  return TENANT_ID.test(text);
}

/** True for a name that a team may have; `*` is none, it stands for all. */
export function isTeamId(text: string): boolean {
  return TEAM_ID.test(text);
}
