import type { AccessScope } from '../../../src/domain/access-scope.js';
import type { Memory } from '../../../src/domain/memory.js';
import type { MemoryContext } from '../../../src/domain/memory-context.js';
import type { Role } from '../../../src/domain/principal.js';
import type { ProjectGrant } from '../../../src/domain/tenant.js';
import { member } from '../members.js';
import { memory, T0 } from '../records.js';
import type { Person, TeamGrants, Thing } from './oracle.js';

export const TENANTS = ['acme', 'umbra'] as const;

/** Teams in the store of each tenant that were granted a project. */
export const GRANTS: TeamGrants = {
  acme: { red: ['granted'], green: ['never'] },
  umbra: { blue: ['granted'] },
};

/** Every list that has one of each of these. */
function combined<const Lists extends readonly (readonly unknown[])[]>(
  ...lists: Lists
): { [Place in keyof Lists]: Lists[Place][number] }[] {
  let rows: unknown[][] = [[]];
  for (const list of lists) rows = rows.flatMap((row) => list.map((each) => [...row, each]));
  return rows as { [Place in keyof Lists]: Lists[Place][number] }[];
}

/** Everybody: tenant, being the creator or not, teams, projects and roles in every combination. */
export const PEOPLE: readonly Person[] = combined(
  TENANTS,
  ['ann', 'ben'],
  [[], ['red'], ['blue'], ['red', 'blue']],
  [[], ['p'], ['q', 'p '], 'every'],
  [[], ['viewer'], ['user'], ['admin']],
).map(([tenant, name, teams, projects, roles]) => ({ tenant, name, teams, projects, roles }));

const VISIBILITIES = ['private', 'project', 'team', 'public', undefined, 'secret', 'PUBLIC', ''];
const TEAMS = [undefined, 'red', 'blue', 'green', '*'];
const PROJECTS = [undefined, 'p', 'P', 'granted'];

/** A memory with an id that says what it is. */
export interface Kept {
  readonly id: string;
  readonly thing: Thing;
}

/** What ann keeps in a tenant: visibility, team, project and being deleted in every combination. */
export function thingsOf(tenant: string): Kept[] {
  return combined(VISIBILITIES, TEAMS, PROJECTS, [false, true]).map(
    ([visibility, team, project, deleted], at) => ({
      id: `t${String(at).padStart(3, '0')}`,
      thing: { tenant, creator: 'ann', visibility, team, project, deleted },
    }),
  );
}

/** How each of some present states was before, in every combination of visibility, team and project. */
export const FORMER: readonly Omit<Thing, 'tenant' | 'creator' | 'deleted'>[] = combined(
  VISIBILITIES,
  TEAMS,
  PROJECTS,
).map(([visibility, team, project]) => ({ visibility, team, project }));

/** As the product keeps a thing. */
export function memoryOf({ id, thing }: Kept, facts: Partial<Memory> = {}): Memory {
  const { visibility, team, project } = thing;
  const context = {
    ...(visibility === undefined ? {} : { visibility }),
    ...(team === undefined ? {} : { team_id: team }),
    ...(project === undefined ? {} : { project_id: project }),
  } as MemoryContext;
  return memory({
    id,
    context,
    content: `${thing.tenant} word ${id}`,
    created_by: thing.creator,
    deleted_at: thing.deleted ? T0 : null,
    ...facts,
  });
}

/** As the product knows a person, with what the teams were granted in the store. */
export function scopeOf(who: Person, grants: readonly ProjectGrant[]): AccessScope {
  return member(
    {
      tenant_id: who.tenant,
      user_id: who.name,
      team_ids: who.teams,
      projects: who.projects === 'every' ? 'all' : who.projects,
      roles: who.roles as Role[],
    },
    grants,
  );
}

export function grantsOf(tenant: string): ProjectGrant[] {
  return Object.entries(GRANTS[tenant] ?? {}).flatMap(([team_id, projects]) =>
    projects.map((project_id) => ({ team_id, project_id })),
  );
}

/** A short name of a person, for the title of a failure. */
export function nameOf(who: Person): string {
  return JSON.stringify([who.tenant, who.name, who.teams, who.projects, who.roles]);
}
