import { type ProjectAlias, projectInUse, projectNames } from '../../domain/project.js';
import type { MigrationPlan, Target } from './plan.js';

/** Where the memories of each project go. */
export interface Destinations {
  /** @param project_id undefined = of no project. */
  of(project_id: string | undefined): Target;
  /** Projects that the plan names and nothing was asked for. */
  unused(): string[];
}

/**
 * A project goes where the plan says for its name; else for the name in use of what it is another name of; else for
 * any other of its names; else where unnamed projects go.
 */
export function createDestinations(
  { projects, others, none }: MigrationPlan,
  aliases: readonly ProjectAlias[],
): Destinations {
  const planned = new Map(projects.map(({ project_id, ...target }) => [project_id, target]));
  const known = new Map<string, Target>();
  const used = new Set<string>();

  const find = (project_id: string): Target => {
    if (planned.size === 0) return others;
    const names = [project_id, projectInUse(project_id, aliases), ...projectNames(project_id, aliases)];
    const named = names.find((name) => planned.has(name));
    if (named === undefined) return others;
    used.add(named);
    return planned.get(named) ?? others;
  };

  return {
    of(project_id) {
      if (project_id === undefined) return none;
      const target = known.get(project_id) ?? find(project_id);
      known.set(project_id, target);
      return target;
    },
    unused: () => [...planned.keys()].filter((name) => !used.has(name)),
  };
}
