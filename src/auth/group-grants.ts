import type { GrantedProjects, Role } from '../domain/principal.js';
import { refused } from './refusal.js';

/** What being in a group means here. */
export interface GroupGrant {
  /** Where it is: the rest counts in this tenant alone. Absent: in whichever the token names. */
  readonly tenant_id?: string;
  readonly team_ids: readonly string[];
  readonly roles: readonly Role[];
  readonly projects: GrantedProjects;
}

/** Groups of tokens, by their names as the issuer writes them. */
export type GroupMapping = ReadonlyMap<string, GroupGrant>;

/** What these groups mean; a group that is not in the mapping means nothing. */
export function grantsIn(mapping: GroupMapping, groups: readonly string[]): GroupGrant[] {
  return groups.flatMap((group) => mapping.get(group) ?? []);
}

/**
 * The tenant that groups point to, for a token that names none itself.
 * @throws MemoryGraphError `unauthenticated` where they point to several: none of them is the right one.
 */
export function tenantOfGroups(grants: readonly GroupGrant[]): string | undefined {
  const tenants = new Set(grants.flatMap(({ tenant_id }) => tenant_id ?? []));
  if (tenants.size > 1) throw refused('it names no tenant, and its groups point to several');
  return [...tenants][0];
}
