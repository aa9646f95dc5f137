import { projectInUse, projectNames } from '../../../../src/domain/project.js';
import type { StoreFacts } from './random-store.js';

/** Who gets a memory, and who sees it there, worked out anew from the words of the manual. */
export interface Place {
  readonly tenant: string;
  readonly visibility: string;
  readonly team: string | undefined;
}

export interface MapFacts {
  readonly tenant_id: string;
  readonly visibility: string;
  readonly team: string | undefined;
  readonly projects: Readonly<
    Record<string, { readonly tenant: string; readonly team?: string | undefined }>
  >;
  readonly none: { readonly tenant: string; readonly team?: string | undefined } | undefined;
}

/** Where the memory with these projects, one a version, belongs; its last project says it. */
export function placeOf(facts: StoreFacts, map: MapFacts, at: number): Place {
  const project = facts.memories[at]?.projects.at(-1) ?? null;
  const found = targetOf(facts, map, project);
  const visibility = map.visibility === 'project' && project === null ? 'private' : map.visibility;
  return {
    tenant: found.tenant,
    visibility,
    team: map.visibility === 'team' ? (found.team ?? '*') : undefined,
  };
}

export function targetOf(facts: StoreFacts, map: MapFacts, project: string | null) {
  const rest = { tenant: map.tenant_id, team: map.team };
  if (project === null) return map.none ?? rest;
  const { itself, inUse, others } = namesOf(facts, map, project);
  return itself ?? inUse ?? others[0] ?? map.projects['*'] ?? rest;
}

/** Whether the map sends a project to several places by its other names, and says nothing of itself. */
export function isAmbiguous(facts: StoreFacts, map: MapFacts): boolean {
  const named = [...facts.memories.flatMap(({ projects }) => projects.at(-1) ?? []), ...facts.aliases.flat()];
  return named.some((project) => {
    const { itself, inUse, others } = namesOf(facts, map, project);
    return (itself ?? inUse) === undefined && new Set(others.map((each) => JSON.stringify(each))).size > 1;
  });
}

function namesOf(facts: StoreFacts, map: MapFacts, project: string) {
  const aliases = facts.aliases
    .filter(([alias, project_id]) => alias !== project_id)
    .map(([alias, project_id]) => ({ alias, project_id }));
  return {
    itself: map.projects[project],
    inUse: map.projects[projectInUse(project, aliases)],
    others: projectNames(project, aliases).flatMap((name) => map.projects[name] ?? []),
  };
}
