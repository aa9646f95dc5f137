import type { ProjectReads, ProjectSummary } from '../../src/contracts/backend.js';
import { isGranted } from '../../src/domain/visible-to.js';
import { compare } from './order.js';
import type { Store } from './store.js';
import { liveMemories } from './visible.js';

export function projectReads(store: Store): ProjectReads {
  return {
    projectAliases: async ({ access }) =>
      [...store.projectAliases]
        .map(([alias, project_id]) => ({ alias, project_id }))
        .filter(
          ({ alias, project_id }) =>
            access === null || [alias, project_id].every((each) => isGranted(access.projects, each)),
        )
        .sort((a, b) => compare(a.alias, b.alias)),

    projectGrants: async () =>
      [...store.grants.values()].sort(
        (a, b) => compare(a.team_id, b.team_id) || compare(a.project_id, b.project_id),
      ),

    memberCounts: async (scope) => {
      const live = liveMemories(store, scope).map(({ memory }) => memory);
      const by_team = new Map<string, number>();
      for (const team of scope.access?.team_ids ?? []) {
        const shared = live.filter(
          ({ context }) => context.visibility === 'team' && context.team_id === team,
        ).length;
        if (shared > 0) by_team.set(team, shared);
      }
      return { own: live.filter(({ created_by }) => created_by === scope.user_id).length, by_team };
    },

    projectSummaries: async (scope) => {
      const summaries = new Map<string | null, ProjectSummary>();
      for (const { memory } of liveMemories(store, scope)) {
        const project_id = memory.context.project_id ?? null;
        const before = summaries.get(project_id);
        const times = [before?.updated_at ?? memory.updated_at, memory.updated_at].sort(compare);
        summaries.set(project_id, {
          project_id,
          memories: (before?.memories ?? 0) + 1,
          updated_at: times.at(-1) ?? memory.updated_at,
        });
      }
      return [...summaries.values()].sort(
        (a, b) => compare(b.updated_at, a.updated_at) || compare(a.project_id ?? '', b.project_id ?? ''),
      );
    },
  };
}
