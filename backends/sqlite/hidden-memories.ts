import type { AccessScope, TenantAccess } from '../../src/domain/access-scope.js';
import type { Parameters } from './connection.js';
import { ofTenant, teamsOf } from './scope.js';

/**
 * Who reads a memory, as one text: everybody, a team, a project, or one user. The rule of visibility is then: the
 * memory is the caller's own, or its readers are among those that the caller belongs to.
 * @param columns what stands before the names of the columns, such as `m.`.
 */
export function readersOf(columns: string): string {
  return `CASE WHEN ${columns}visibility = 'public' THEN 'public'
    WHEN ${columns}visibility = 'team' AND ${columns}team_id IS NOT NULL THEN 'team ' || ${columns}team_id
    WHEN ${columns}visibility = 'project' AND ${columns}project_id IS NOT NULL THEN 'project ' || ${columns}project_id
    ELSE 'user ' || ${columns}created_by END`;
}

/**
 * Row ids of the memories of the tenant that the scope does not show, tombstones among them, from an index alone.
 * It is searched between the readers that the caller belongs to, so what is shown is not looked at. A list to leave
 * out by: what is left is still to be held against the rule.
 */
export const HIDDEN = `SELECT a.seq FROM (
    SELECT value ->> 1 AS low, coalesce(lead(value ->> 0) OVER (ORDER BY value ->> 0), x'') AS high
    FROM json_each(:scope_readers)
  ) AS gap CROSS JOIN memories AS a INDEXED BY memories_by_readers
  WHERE ${ofTenant('a')} AND ${readersOf('a.')} > gap.low AND ${readersOf('a.')} < gap.high
    AND a.created_by <> :scope_user`;

/** What `HIDDEN` binds beside the parameters of the scope. */
export function hiddenParameters(scope: AccessScope, access: TenantAccess): Parameters {
  const known = made.get(scope);
  if (known !== undefined) return known;
  const parameters = { scope_readers: JSON.stringify(spansOf(scope, access)) };
  made.set(scope, parameters);
  return parameters;
}

const made = new WeakMap<AccessScope, Parameters>();

/** Of all readers, those that the caller belongs to, behind a first one that nobody is. */
function spansOf({ user_id }: AccessScope, access: TenantAccess): Span[] {
  const projects: Span[] =
    access.projects === 'all' ? [ALL_PROJECTS] : access.projects.map((id) => only(`project ${id}`));
  const teams = teamsOf(access).map((id) => only(`team ${id}`));
  return [only(''), only('public'), only(`user ${user_id}`), ...teams, ...projects];
}

/** From the first to the last text, both included. No two of a scope overlap. */
type Span = readonly [first: string, last: string];

/** The character after the blank. */
const ALL_PROJECTS: Span = ['project ', 'project!'];

function only(readers: string): Span {
  return [readers, readers];
}
