import type { AccessScope } from '../../../src/domain/access-scope.js';
import type { ProjectGrant } from '../../../src/domain/tenant.js';
import { operatorScope } from '../../../src/policy/access-scope.js';
import { scopeOf } from '../truth-table/combinations.js';
import type { Person } from '../truth-table/oracle.js';

/** Names that start with different letters: the letter marks what belongs to the tenant. */
export const TENANTS = ['acme', 'beta', 'corp'] as const;
export const TEAMS = ['red', 'blue'] as const;
export const PROJECTS = ['p/one', 'p/two'] as const;

const MEMBERS: readonly Omit<Person, 'tenant'>[] = [
  { name: 'ann', teams: ['red'], projects: ['p/one'], roles: ['user'] },
  { name: 'ben', teams: ['red', 'blue'], projects: [], roles: ['user'] },
  { name: 'cat', teams: ['blue'], projects: 'every', roles: ['viewer'] },
  { name: 'eve', teams: [], projects: [], roles: ['admin'] },
];

/** Somebody who acts: a member of a tenant, or the owner of the store for it. */
export type Actor = Person & { readonly isOwner: boolean };

/** The same people in every tenant. */
export const ACTORS: readonly Actor[] = TENANTS.flatMap((tenant) => [
  ...MEMBERS.map((member) => ({ ...member, tenant, isOwner: false })),
  { name: 'owner', tenant, teams: [], projects: [], roles: [], isOwner: true },
]);

/** What they see, with what their teams are granted at this moment. */
export function scopeOfActor(actor: Actor, grants: readonly ProjectGrant[]): AccessScope {
  return actor.isOwner ? operatorScope(actor.name, actor.tenant) : scopeOf(actor, grants);
}
