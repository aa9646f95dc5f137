import { type ProjectAlias, projectInUse, projectNames } from '../../domain/project.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
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
 * its other names; else where unnamed projects go.
 * Throws `invalid_argument` where those other names go to several places: which one would be a guess.
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
    const isPlanned = (name: string) => planned.has(name);
    const inUse = projectInUse(project_id, aliases);
    const own = [project_id, inUse].find(isPlanned);
    const named = own === undefined ? projectNames(project_id, aliases).filter(isPlanned) : [own];
    const targets = named.flatMap((name) => planned.get(name) ?? []);
    const [target = others, ...rest] = targets;
    if (!rest.every((each) => isSame(each, target))) throw ambiguous(inUse, named);
    for (const name of named) used.add(name);
    return target;
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

function isSame(one: Target, other: Target): boolean {
  return one.tenant_id === other.tenant_id && one.team_id === other.team_id;
}

function ambiguous(project_id: string, named: readonly string[]): MemoryGraphError {
  const [first, second] = named.map((name) => JSON.stringify(name));
  return new MemoryGraphError(
    'invalid_argument',
    `The map does not name the project ${JSON.stringify(project_id)}, and sends two of its other names, ${first} and ${second}, to different places. Name the project itself in the map.`,
  );
}
