import type { AccessScope, TenantAccess } from '../../src/domain/access-scope.js';
import { EVERY_TEAM } from '../../src/domain/visibility.js';
import { boundList } from './bound-list.js';
import type { Parameters } from './connection.js';

/** What every statement binds: the tenant of the scope and, where it has a rule of visibility, who asks. */
export type ScopeParameters = Parameters & { readonly tenant_id: string };

export function scopeParameters(scope: AccessScope): ScopeParameters {
  return writtenOut(scope).parameters;
}

/** A scope as statements need it. */
interface Written {
  readonly parameters: ScopeParameters;
  /** What stands behind IN for the teams, and for the projects, of the scope. */
  readonly teams: string;
  readonly projects: string;
}

/** A call asks many times, of one scope. */
const written = new WeakMap<AccessScope, Written>();

function writtenOut(scope: AccessScope): Written {
  const known = written.get(scope);
  if (known !== undefined) return known;
  const made = write(scope);
  written.set(scope, made);
  return made;
}

function write({ tenant_id, user_id, access }: AccessScope): Written {
  if (access === null) return { parameters: { tenant_id }, teams: '', projects: '' };
  const teams = boundList('scope_team', teamsOf(access));
  const projects = boundList('scope_project', access.projects === 'all' ? [] : access.projects);
  return {
    parameters: { tenant_id, scope_user: user_id, ...teams.parameters, ...projects.parameters },
    teams: teams.sql,
    projects: projects.sql,
  };
}

/** Teams whose memories the principal sees: its own, and, where it is in one, what is every team's. */
export function teamsOf({ team_ids }: TenantAccess): readonly string[] {
  return team_ids.length === 0 ? [] : [...team_ids, EVERY_TEAM];
}

/** Condition on rows of any table: of the tenant. */
export function ofTenant(alias: string): string {
  return `${alias}.tenant_id = :tenant_id`;
}

/** Condition on rows of `memories` under an alias: what the scope shows. The operator sees tombstones too. */
export function memoryVisible(scope: AccessScope, alias: string): string {
  return scope.kind === 'operator' ? ofTenant(alias) : memoryLive(scope, alias);
}

/** Condition on rows of `memories`: what the scope shows and no tombstone, whoever asks. */
export function memoryLive(scope: AccessScope, alias: string): string {
  return `${ofTenant(alias)} AND ${alias}.deleted_at IS NULL${shown(scope, columnsOf(alias))}`;
}

/** Condition on rows of `relationships`: of the tenant, and both ends are visible. */
export function relationshipVisible(scope: AccessScope, alias: string): string {
  if (scope.kind === 'operator') return ofTenant(alias);
  return `${ofTenant(alias)} AND ${liveMemoryExists(scope, `${alias}.from_memory_id`)} AND ${liveMemoryExists(scope, `${alias}.to_memory_id`)}`;
}

/**
 * Condition: the memory whose id is in `column` is there, shown by the scope and no tombstone. With a rule, the `+`
 * keeps SQLite from making a join of it, which takes half as long again.
 */
export function liveMemoryExists(scope: AccessScope, column: string): string {
  return `${scope.access === null ? '' : '+'}EXISTS (SELECT 1 FROM memories AS e WHERE e.tenant_id = :tenant_id AND e.id = ${column} AND e.deleted_at IS NULL${shown(scope, columnsOf('e'))})`;
}

/**
 * Further condition on a former version of a memory that is visible today: the scope would have shown it then.
 * @param record the column with the version as JSON; @param memory alias of its memory, whose maker is its own.
 */
export function versionShown(scope: AccessScope, record: string, memory: string): string {
  return shown(scope, {
    created_by: `${memory}.created_by`,
    visibility: `json_extract(${record}, '$.context.visibility')`,
    team_id: `json_extract(${record}, '$.context.team_id')`,
    project_id: `json_extract(${record}, '$.context.project_id')`,
  });
}

/** Further condition: the project named in `column` is granted to the principal. */
export function projectGranted(scope: AccessScope, column: string): string {
  const { access } = scope;
  if (access === null || access.projects === 'all') return '';
  return ` AND ${column} IN ${writtenOut(scope).projects}`;
}

interface GuardedColumns {
  readonly created_by: string;
  readonly visibility: string;
  readonly team_id: string;
  readonly project_id: string;
}

function columnsOf(alias: string): GuardedColumns {
  return {
    created_by: `${alias}.created_by`,
    visibility: `${alias}.visibility`,
    team_id: `${alias}.team_id`,
    project_id: `${alias}.project_id`,
  };
}

/** The rule of `src/domain/visible-to.ts` as a further condition; nothing where the scope has none. */
function shown(scope: AccessScope, { created_by, visibility, team_id, project_id }: GuardedColumns): string {
  if (scope.access === null) return '';
  const { teams, projects } = writtenOut(scope);
  const granted =
    scope.access.projects === 'all' ? `${project_id} IS NOT NULL` : `${project_id} IN ${projects}`;
  return ` AND (${created_by} = :scope_user OR ${visibility} = 'public'
    OR (${visibility} = 'team' AND ${team_id} IN ${teams})
    OR (${visibility} = 'project' AND ${granted}))`;
}
