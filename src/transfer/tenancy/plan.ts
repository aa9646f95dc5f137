import { canonicalJson } from '../../domain/canonical-json.js';
import { isTeamId, isTenantId } from '../../domain/tenant.js';
import { EVERY_TEAM, VISIBILITIES, type Visibility } from '../../domain/visibility.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { ANY_PROJECT, type MappedTarget, type ProjectMap } from './project-map.js';

/** Where memories go. */
export interface Target {
  readonly tenant_id: string;
  /** Only where they become visible to a team; `EVERY_TEAM` where none is named. */
  readonly team_id: string | null;
}

/** What a migration does with every memory of a store. */
export interface MigrationPlan {
  readonly visibility: Visibility;
  /** By name, in alphabetical order. */
  readonly projects: readonly (Target & { readonly project_id: string })[];
  /** Of the projects that are not named. */
  readonly others: Target;
  /** Of memories that belong to no project. */
  readonly none: Target;
}

/** A plan as its caller says it. */
export interface PlanWish {
  /** Where everything goes that `map` does not name. */
  readonly tenant_id: string;
  /** Default `team`. */
  readonly visibility?: string | undefined;
  /** Of what the map does not name; default every team of the tenant. */
  readonly team_id?: string | undefined;
  readonly map?: ProjectMap | undefined;
}

const USUAL: Visibility = 'team';

/** Checks what is wished. Throws `invalid_argument`. */
export function makePlan({ tenant_id, visibility = USUAL, team_id, map }: PlanWish): MigrationPlan {
  if (!isTenantId(tenant_id))
    throw invalid('A tenant is named by 1 to 64 letters, digits, dots, dashes or underscores.');
  if (!isVisibility(visibility)) throw invalid(`The visibility is one of ${VISIBILITIES.join(', ')}.`);
  if (team_id !== undefined && !isTeamId(team_id))
    throw invalid('A team is named by letters, digits and _ . : @ / -');
  const named = [...(map?.projects.values() ?? []), ...(map?.none === undefined ? [] : [map.none])];
  if (visibility !== 'team' && (team_id !== undefined || named.some(({ team }) => team !== undefined)))
    throw invalid('Teams go with visibility team alone; leave one of the two out.');
  const target = (each: MappedTarget): Target => ({
    tenant_id: each.tenant,
    team_id: visibility === 'team' ? (each.team ?? EVERY_TEAM) : null,
  });
  const rest = target({ tenant: tenant_id, ...(team_id === undefined ? {} : { team: team_id }) });
  const any = map?.projects.get(ANY_PROJECT);
  return {
    visibility,
    projects: [...(map?.projects ?? [])]
      .filter(([project_id]) => project_id !== ANY_PROJECT)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([project_id, each]) => ({ project_id, ...target(each) })),
    others: any === undefined ? rest : target(any),
    none: map?.none === undefined ? rest : target(map.none),
  };
}

/** Every tenant that a plan names, in alphabetical order. */
export function tenantsOf({ projects, others, none }: MigrationPlan): string[] {
  return [...new Set([...projects, others, none].map(({ tenant_id }) => tenant_id))].toSorted();
}

/** One form for equal plans. */
export function planText(plan: MigrationPlan): string {
  return canonicalJson(plan);
}

export function planOf(text: string): MigrationPlan {
  return JSON.parse(text) as MigrationPlan;
}

function isVisibility(text: string): text is Visibility {
  return (VISIBILITIES as readonly string[]).includes(text);
}

function invalid(text: string): MemoryGraphError {
  return new MemoryGraphError('invalid_argument', text);
}
