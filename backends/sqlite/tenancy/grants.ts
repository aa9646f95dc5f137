import type { AccessScope } from '../../../src/domain/access-scope.js';
import type { Change } from '../../../src/domain/change-set.js';
import type { ProjectGrant } from '../../../src/domain/tenant.js';
import type { Connection } from '../connection.js';
import { ofTenant, scopeParameters } from '../scope.js';

type PutProjectGrant = Extract<Change, { kind: 'put_project_grant' }>;

/** What teams of the tenant were granted, in its part. */
export function projectGrants(connection: Connection, scope: AccessScope): ProjectGrant[] {
  return connection.all<ProjectGrant>(
    `SELECT g.team_id, g.project_id FROM project_grants AS g
     WHERE ${ofTenant('g')} ORDER BY g.team_id, g.project_id`,
    scopeParameters(scope),
  );
}

export function putProjectGrant(connection: Connection, scope: AccessScope, change: PutProjectGrant): void {
  const bound = { ...scopeParameters(scope), team_id: change.team_id, project_id: change.project_id };
  connection.run(
    change.granted
      ? `INSERT INTO project_grants (tenant_id, team_id, project_id) VALUES (:tenant_id, :team_id, :project_id)
         ON CONFLICT DO NOTHING`
      : 'DELETE FROM project_grants WHERE tenant_id = :tenant_id AND team_id = :team_id AND project_id = :project_id',
    bound,
  );
}
