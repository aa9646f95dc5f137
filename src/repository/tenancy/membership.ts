import type { RepositoryContext } from '../context.js';

/** A team of the caller's. */
export interface TeamReport {
  readonly team_id: string;
  /** Memories that it shares. */
  readonly memories: number;
  /** Projects that it was granted in the store. */
  readonly projects: readonly string[];
}

/** The caller's teams, in alphabetical order. Of other teams nothing is said. */
export async function listTeams({ backend, scope }: RepositoryContext): Promise<TeamReport[]> {
  const teams = scope.access?.team_ids ?? [];
  if (teams.length === 0) return [];
  const { by_team } = await backend.memberCounts(scope);
  const grants = await backend.projectGrants(scope);
  return [...teams].sort().map((team_id) => ({
    team_id,
    memories: by_team.get(team_id) ?? 0,
    projects: grants.filter((grant) => grant.team_id === team_id).map(({ project_id }) => project_id),
  }));
}

/** How many memories the caller made that are there. */
export async function ownMemories({ backend, scope }: RepositoryContext): Promise<number> {
  return (await backend.memberCounts(scope)).own;
}
