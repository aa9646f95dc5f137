import type { AccessScope } from '../../domain/access-scope.js';

/**
 * Makes the operator's view of one tenant, or, for null, of a store without tenants. Handed in from the command line,
 * which alone may make it. @param as who acts, where that is not the operator.
 */
export type OperatorScopes = (tenant_id: string | null, as?: string) => AccessScope;
