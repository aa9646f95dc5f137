import { type GrantedProjects, type Membership, ROLES, type Role } from '../domain/principal.js';
import { isTenantId } from '../domain/tenant.js';
import { groupsOf, MOST, projectsOf, teamsOf, wordsOf } from './claim-lists.js';
import { claimValue } from './claim-value.js';
import { type GroupGrant, type GroupMapping, grantsIn, tenantOfGroups } from './group-grants.js';
import type { AssertedTenants } from './issuer.js';
import type { JsonRecord } from './json-record.js';
import { isPlainText } from './plain-text.js';
import { refused, shown } from './refusal.js';

/** Which claim says what; each a name, or a path with dots. */
export interface ClaimNames {
  readonly subject: string;
  readonly tenant: string;
  readonly teams: string;
  readonly projects: string;
  readonly roles: string;
  /** `none`: scopes play no part. */
  readonly scope: string;
  readonly organization: string;
  readonly groups: string;
}

/** How the claims of a checked token are read. */
export interface ClaimRules {
  readonly claims: ClaimNames;
  /** The role of a token that names none known here; `none`: it has no role and may do nothing. */
  readonly default_role: Role | 'none';
  /** null: groups mean nothing. */
  readonly groups: GroupMapping | null;
}

const SUBJECT_CHARACTERS = 200;
const ORGANIZATION_CHARACTERS = 200;
/** The name of a claim that stands for: there is none. */
const NO_CLAIM = 'none';

/** The user as the issuer names them. @throws MemoryGraphError `unauthenticated` where no name is there. */
export function subjectOf(claims: JsonRecord, names: ClaimNames): string {
  const subject = claimValue(claims, names.subject);
  if (isPlainText(subject, SUBJECT_CHARACTERS)) return subject;
  throw refused(`its ${names.subject} is not a text of 1 to ${SUBJECT_CHARACTERS} characters`);
}

/**
 * What the claims of a checked token say of its user's place. Whatever cannot be read refuses the token as a whole;
 * a right that is not named is not there.
 * @param tenants those that the issuer may speak for; also of a tenant that comes from a group.
 * @throws MemoryGraphError `unauthenticated`.
 */
export function membershipOf(claims: JsonRecord, rules: ClaimRules, tenants: AssertedTenants): Membership {
  const { claims: names, groups } = rules;
  const grants = groups === null ? [] : grantsIn(groups, groupsOf(claimValue(claims, names.groups)));
  const tenant_id = tenantOf(claimValue(claims, names.tenant), grants, tenants);
  // A group of another tenant says nothing here: "admin there" is not "admin here".
  const here = grants.filter((grant) => grant.tenant_id === undefined || grant.tenant_id === tenant_id);
  return {
    tenant_id,
    organization_id: organizationOf(claimValue(claims, names.organization)),
    team_ids: allTeams(teamsOf(claimValue(claims, names.teams)), here),
    projects: allProjects(projectsOf(claimValue(claims, names.projects)), here),
    roles: allRoles(wordsOf(claimValue(claims, names.roles), 'roles'), here, rules.default_role),
    scopes: names.scope === NO_CLAIM ? null : wordsOf(claimValue(claims, names.scope), 'scopes'),
  };
}

function tenantOf(claim: unknown, grants: readonly GroupGrant[], tenants: AssertedTenants): string {
  const tenant_id = claim === undefined ? tenantOfGroups(grants) : claim;
  if (tenant_id === undefined) throw refused('it names no tenant');
  if (typeof tenant_id !== 'string' || !isTenantId(tenant_id))
    throw refused(`its tenant is ${shown(tenant_id)}, which none can be called`);
  if (tenants === '*' || tenants.includes(tenant_id)) return tenant_id;
  throw refused(`its issuer may not speak for the tenant ${shown(tenant_id)}`);
}

function organizationOf(claim: unknown): string | null {
  if (claim === undefined) return null;
  if (isPlainText(claim, ORGANIZATION_CHARACTERS)) return claim;
  throw refused(`its organization is not a text of 1 to ${ORGANIZATION_CHARACTERS} characters`);
}

function allTeams(own: readonly string[], grants: readonly GroupGrant[]): string[] {
  const teams = [...new Set([...own, ...grants.flatMap(({ team_ids }) => team_ids)])];
  if (teams.length > MOST.teams) throw refused(`it has, with its groups, more than ${MOST.teams} teams`);
  return teams;
}

function allProjects(own: GrantedProjects, grants: readonly GroupGrant[]): GrantedProjects {
  const projects = new Set<string>();
  for (const each of [own, ...grants.map((grant) => grant.projects)]) {
    if (each === 'all') return 'all';
    for (const project of each) projects.add(project);
  }
  if (projects.size > MOST.projects)
    throw refused(`it has, with its groups, more than ${MOST.projects} projects`);
  return [...projects];
}

function allRoles(own: readonly string[], grants: readonly GroupGrant[], usual: Role | 'none'): Role[] {
  const named = new Set([...own, ...grants.flatMap(({ roles }) => roles)]);
  const known = ROLES.filter((role) => named.has(role));
  if (known.length > 0 || usual === 'none') return known;
  return [usual];
}
