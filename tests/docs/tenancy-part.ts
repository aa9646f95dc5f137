import { localPrincipal } from '../../src/auth/local.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Memory } from '../../src/domain/memory.js';
import type { MemoryContext } from '../../src/domain/memory-context.js';
import { type Membership, ROLES } from '../../src/domain/principal.js';
import { EVERY_TEAM } from '../../src/domain/visibility.js';
import { isVisibleTo } from '../../src/domain/visible-to.js';
import { scopeFor } from '../../src/policy/access-scope.js';
import { type Permission, permits, SCOPE_RIGHTS } from '../../src/policy/permissions.js';
import { mayDelete, mayEdit, mayShare } from '../../src/policy/record-rights.js';
import { TOOLS } from '../../tools/catalog.js';
import { code, markdownTable } from './markdown.js';

const MAKER = 'ann';
const TEAM = 'core';
const PROJECT = 'shop';

/** Memories of Ann's, as who may see them. */
const MEMORIES: readonly (readonly [string, MemoryContext])[] = [
  ['`private`', { visibility: 'private' }],
  ['`project`, and it belongs to a project', { visibility: 'project', project_id: PROJECT }],
  ['`team`', { visibility: 'team', team_id: TEAM }],
  ['`team` with the team `*`, which only a migration writes', { visibility: 'team', team_id: EVERY_TEAM }],
  ['`public`', { visibility: 'public' }],
  ['none at all', {}],
];

/** Who else is in the tenant. */
const READERS: readonly (readonly [string, Partial<Membership>])[] = [
  ['one in its team', { team_ids: [TEAM] }],
  ['a viewer in its team', { team_ids: [TEAM], roles: ['viewer'] }],
  ['one with its project', { projects: [PROJECT] }],
  ['one in another team', { team_ids: ['web'] }],
  ['one in no team', {}],
  ['an admin in no team', { roles: ['admin'] }],
];

/** Who sees a memory in its tenant, and what they may do to it, as the code has it. */
export function visibilityTable(): string {
  const head = ['visibility', 'its maker', ...READERS.map(([words]) => words)];
  const rows = MEMORIES.map(([words, context]) => [
    words,
    rightsOf(scopeOf(MAKER, {}), context),
    ...READERS.map(([, membership]) => rightsOf(scopeOf('ben', membership), context)),
  ]);
  return markdownTable(head, rows);
}

function scopeOf(user_id: string, membership: Partial<Membership>): AccessScope {
  const usual: Membership = {
    tenant_id: 'acme',
    organization_id: null,
    team_ids: [],
    projects: [],
    roles: ['user'],
    scopes: null,
  };
  return scopeFor(localPrincipal(user_id, { ...usual, ...membership }));
}

function rightsOf(scope: AccessScope, context: MemoryContext): string {
  const memory = { created_by: MAKER, context } as Memory;
  if (!isVisibleTo(memory, scope)) return '-';
  if (mayDelete(scope, memory) && mayShare(scope, memory)) return 'sees, edits, deletes, shares';
  return mayEdit(scope, memory) ? 'sees, edits' : 'sees';
}

/** What each tool needs, and which roles and scopes have it. */
export function rightsTable(): string {
  const permissions = new Map(
    TOOLS.map(({ permission }) => [`${permission.resource} ${permission.action}`, permission]),
  );
  const rows = [...permissions].map(([name, permission]) => [
    name,
    toolsOf(permission).map(code).join(', '),
    names(ROLES.filter((role) => permits(principalOf([role], null), permission))),
    names(Object.keys(SCOPE_RIGHTS).filter((scope) => permits(principalOf(['admin'], [scope]), permission))),
  ]);
  return markdownTable(['right', 'tools that need it', 'roles', 'scopes'], rows);
}

function toolsOf({ resource, action }: Permission): string[] {
  return TOOLS.filter(
    ({ permission }) => permission.resource === resource && permission.action === action,
  ).map(({ name }) => name);
}

function principalOf(roles: Membership['roles'], scopes: readonly string[] | null) {
  return localPrincipal('ann', {
    tenant_id: 'acme',
    organization_id: null,
    team_ids: [],
    projects: [],
    roles,
    scopes,
  });
}

function names(all: readonly string[]): string {
  return all.length === 0 ? 'none: it is about the whole server' : all.map(code).join(', ');
}
