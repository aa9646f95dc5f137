declare const made: unique symbol;

/** The tenant that a store without tenancy keeps its rows under. */
export const SINGLE_TENANT_ID = 'local';

/**
 * The row filter of one principal. Every method of a backend takes one and applies it inside its query.
 * Branded: only `src/policy/access-scope.ts` makes one, so a query without a scope does not compile.
 */
export interface AccessScope {
  readonly [made]: true;
  /** `operator` sees every tenant and tombstones; it is reachable from the command line alone. */
  readonly kind: 'principal' | 'operator';
  readonly tenant_id: string;
  readonly user_id: string;
}
