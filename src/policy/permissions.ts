import type { Principal, Role } from '../domain/principal.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';

/** What a call may be about, and what it does to it. */
type Resource = 'memory' | 'relationship' | 'session' | 'config' | 'tenant' | 'key' | 'quota' | 'audit';
type Action = 'read' | 'write' | 'delete' | 'purge' | 'share' | 'admin';

/** What a call does to what. */
export interface Permission {
  readonly resource: Resource;
  readonly action: Action;
}

type Rights = Readonly<Partial<Record<Resource, readonly Action[]>>>;

const VIEWER: Rights = {
  memory: ['read'],
  relationship: ['read'],
  session: ['read'],
};

const USER: Rights = {
  memory: ['read', 'write', 'delete', 'share'],
  relationship: ['read', 'write', 'delete'],
  session: ['read', 'write', 'delete'],
};

const ADMIN: Rights = {
  memory: ['read', 'write', 'delete', 'purge', 'share', 'admin'],
  relationship: ['read', 'write', 'delete', 'purge', 'admin'],
  session: ['read', 'write', 'delete', 'purge', 'admin'],
  config: ['read'],
  tenant: ['read', 'admin'],
  key: ['read', 'write', 'delete', 'admin'],
  quota: ['read', 'admin'],
  audit: ['read'],
};

/** What each role of a tenant may do there; which records it may do it to is the access scope's matter. */
export const ROLE_RIGHTS: Readonly<Record<Role, Rights>> = { viewer: VIEWER, user: USER, admin: ADMIN };

/** What each OAuth scope lets a token do, at most: a right needs a role that gives it and a scope that lets it pass. */
export const SCOPE_RIGHTS: Readonly<Record<string, Rights>> = {
  'memory:read': VIEWER,
  'memory:write': {
    memory: ['write', 'share'],
    relationship: ['write'],
    session: ['write'],
  },
  'memory:delete': {
    memory: ['delete'],
    relationship: ['delete'],
    session: ['delete'],
  },
  'memory:admin': ADMIN,
};

/** Whether the principal may do it at all. Without tenancy the owner of the process may do everything. */
export function permits(principal: Principal, permission: Permission): boolean {
  const { membership } = principal;
  if (membership === null) return principal.kind === 'local';
  const byRole = membership.roles.some((role) => holds(ROLE_RIGHTS[role], permission));
  const { scopes } = membership;
  return byRole && (scopes === null || scopes.some((scope) => holds(SCOPE_RIGHTS[scope], permission)));
}

/** @throws MemoryGraphError `forbidden` where the principal may not do it. */
export function requirePermission(principal: Principal, permission: Permission): void {
  if (permits(principal, permission)) return;
  throw new MemoryGraphError(
    'forbidden',
    `The caller may not ${permission.action} this ${permission.resource}.`,
  );
}

function holds(rights: Rights | undefined, { resource, action }: Permission): boolean {
  return rights?.[resource]?.includes(action) === true;
}
