import type { ProjectSummary } from '../../src/contracts/backend.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import type { ProjectAlias } from '../../src/domain/project.js';
import type { Connection } from './connection.js';
import { memoryLive, ofTenant, projectGranted, scopeParameters } from './scope.js';

export function projectAliases(connection: Connection, scope: AccessScope): ProjectAlias[] {
  return connection.all<ProjectAlias>(
    `SELECT p.alias, p.project_id FROM project_aliases AS p WHERE ${ofTenant('p')}${projectGranted(scope, 'p.alias')}${projectGranted(scope, 'p.project_id')} ORDER BY p.alias`,
    scopeParameters(scope),
  );
}

export function projectSummaries(connection: Connection, scope: AccessScope): ProjectSummary[] {
  return connection.all<ProjectSummary>(
    `SELECT m.project_id, count(*) AS memories, max(m.updated_at) AS updated_at
     FROM memories AS m WHERE ${memoryLive(scope, 'm')} GROUP BY m.project_id
     ORDER BY max(m.updated_at) DESC, m.project_id`,
    scopeParameters(scope),
  );
}

/** With null the name is forgotten. */
export function putProjectAlias(
  connection: Connection,
  scope: AccessScope,
  given: { readonly alias: string; readonly project_id: string | null },
): void {
  const bound = { ...scopeParameters(scope), alias: given.alias };
  connection.run('DELETE FROM project_aliases WHERE tenant_id = :tenant_id AND alias = :alias', bound);
  if (given.project_id === null) return;
  connection.run(
    'INSERT INTO project_aliases (tenant_id, alias, project_id) VALUES (:tenant_id, :alias, :project_id)',
    { ...bound, project_id: given.project_id },
  );
}
