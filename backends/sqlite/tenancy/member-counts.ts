import type { MemberCounts } from '../../../src/contracts/backend.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import type { Connection } from '../connection.js';
import { memoryLive, scopeParameters } from '../scope.js';

/** What the caller made, and what each of its teams shares: each answered from an index of its own. */
export function memberCounts(connection: Connection, scope: AccessScope): MemberCounts {
  const bound = { ...scopeParameters(scope), user_id: scope.user_id };
  const own = connection.get<{ total: number }>(
    `SELECT count(*) AS total FROM memories AS m INDEXED BY memories_by_created_by
     WHERE m.tenant_id = :tenant_id AND m.created_by = :user_id AND m.deleted_at IS NULL`,
    bound,
  );
  const teams = scope.access?.team_ids ?? [];
  const ofTeams = connection.all<{ team_id: string; total: number }>(
    `SELECT m.team_id, count(*) AS total FROM memories AS m INDEXED BY memories_by_team
     WHERE ${memoryLive(scope, 'm')} AND m.visibility = 'team'
       AND m.team_id IN (SELECT value FROM json_each(:teams)) GROUP BY m.team_id`,
    { ...bound, teams: JSON.stringify(teams) },
  );
  return { own: own?.total ?? 0, by_team: new Map(ofTeams.map(({ team_id, total }) => [team_id, total])) };
}
