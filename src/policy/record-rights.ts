import type { AccessScope } from '../domain/access-scope.js';
import type { Memory } from '../domain/memory.js';
import type { Relationship } from '../domain/relationship.js';
import { isOfTeam } from '../domain/visible-to.js';

// All of these are asked of records that the scope shows: seen, then permitted, then version.

/** Who may change what a memory says: its maker, an admin, and, of what a team shares, its members who may write. */
export function mayEdit(scope: AccessScope, memory: Memory): boolean {
  if (isOwnOrAdmin(scope, memory)) return true;
  const { access } = scope;
  const { visibility, team_id } = memory.context;
  return access?.edits_team === true && visibility === 'team' && isOfTeam(access, team_id);
}

/** Who may delete a memory: its maker and an admin. */
export function mayDelete(scope: AccessScope, memory: Memory): boolean {
  return isOwnOrAdmin(scope, memory);
}

/** Who may change who sees a memory: its maker and an admin. */
export function mayShare(scope: AccessScope, memory: Memory): boolean {
  return isOwnOrAdmin(scope, memory);
}

/** Who may close or weigh a relationship: its maker, an admin, and who may edit both of its memories. */
export function mayChangeRelationship(
  scope: AccessScope,
  relationship: Relationship,
  ends: readonly Memory[],
): boolean {
  return isOwnOrAdmin(scope, relationship) || (ends.length === 2 && ends.every((end) => mayEdit(scope, end)));
}

function isOwnOrAdmin(scope: AccessScope, record: { readonly created_by: string }): boolean {
  return scope.access === null || scope.access.is_admin || record.created_by === scope.user_id;
}
