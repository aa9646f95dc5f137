import type { ProjectReads, ProjectSummary } from '../../src/contracts/backend.js';
import { compare } from './order.js';
import type { Store } from './store.js';
import { liveMemories } from './visible.js';

export function projectReads(store: Store): ProjectReads {
  return {
    projectAliases: async () =>
      [...store.projectAliases]
        .map(([alias, project_id]) => ({ alias, project_id }))
        .sort((a, b) => compare(a.alias, b.alias)),

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
