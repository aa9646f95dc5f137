import type { Principal } from '../domain/principal.js';

/** What a call does to what. */
export interface Permission {
  readonly resource: 'memory' | 'relationship' | 'session' | 'config' | 'tenant' | 'audit';
  readonly action: 'read' | 'write' | 'delete' | 'purge' | 'share' | 'admin';
}

/** Whether the principal may do it at all; what it may do it to is the access scope's matter. */
export function permits(principal: Principal, _permission: Permission): boolean {
  return principal.kind === 'local';
}
