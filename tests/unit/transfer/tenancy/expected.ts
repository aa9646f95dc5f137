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
  const aliases = facts.aliases
    .filter(([alias, project_id]) => alias !== project_id)
    .map(([alias, project_id]) => ({ alias, project_id }));
  const names = [project, projectInUse(project, aliases), ...projectNames(project, aliases)];
  for (const name of names) {
    const target = map.projects[name];
    if (target !== undefined) return target;
  }
  return map.projects['*'] ?? rest;
}
