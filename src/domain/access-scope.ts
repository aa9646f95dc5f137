import type { GrantedProjects } from './principal.js';

declare const made: unique symbol;

/** The tenant that a store without tenancy keeps its rows under. */
export const SINGLE_TENANT_ID = 'local';

/** What a principal sees inside its tenant, and may change there. `src/domain/visible-to.ts` is the rule. */
export interface TenantAccess {
  readonly team_ids: readonly string[];
  /** Of the token, and those that its teams were granted in the store. */
  readonly projects: GrantedProjects;
  /** May change what its teams share, not only what it made itself. */
  readonly edits_team: boolean;
  /** May change all that it sees. Sees no more for it: others' private memories stay theirs. */
  readonly is_admin: boolean;
}

/**
 * The row filter of one principal. Every method of a backend takes one and applies it inside its query.
 * Branded: only `src/policy/access-scope.ts` makes one, so a query without a scope does not compile.
 */
export interface AccessScope {
  readonly [made]: true;
  /** `operator` sees every memory of the tenant, tombstones too; it is reachable from the command line alone. */
  readonly kind: 'principal' | 'operator';
  readonly tenant_id: string;
  readonly user_id: string;
  /** null = no rule of visibility: a store without tenancy, or the operator. */
  readonly access: TenantAccess | null;
}
