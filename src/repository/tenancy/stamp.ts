import type { AccessScope } from '../../domain/access-scope.js';
import type { MemoryContext } from '../../domain/memory-context.js';
import type { Visibility } from '../../domain/visibility.js';
import { isGranted } from '../../domain/visible-to.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

/** Who shall see a memory, as its caller says; nothing = the default. */
export interface AskedVisibility {
  readonly visibility?: Visibility | undefined;
  readonly team_id?: string | undefined;
}

/** A context with its tenancy, and what the caller should be told of it. */
export interface Stamped {
  readonly context: MemoryContext;
  readonly notes: readonly string[];
}

const USUAL: Visibility = 'project';

/**
 * The context of a memory about to be stored, with tenant, visibility and team. What it said of these before does not
 * count. In a store without tenants it has none. `project` without a project granted to the caller becomes `private`.
 * @throws MemoryGraphError `invalid_argument` for a team that is not the caller's, or where none can be told.
 */
export function stampVisibility(
  { tenant_id, access }: AccessScope,
  asked: AskedVisibility,
  { tenant_id: _tenant, visibility: _visibility, team_id: _team, ...context }: MemoryContext,
): Stamped {
  if (access === null) {
    if (asked.visibility !== undefined) throw noTenants('visibility');
    if (asked.team_id !== undefined) throw noTenants('team_id');
    return { context, notes: [] };
  }
  const visibility = asked.visibility ?? (asked.team_id === undefined ? USUAL : 'team');
  if (visibility === 'team') {
    const team_id = chosenTeam(access.team_ids, asked.team_id);
    return { context: { ...context, tenant_id, visibility, team_id }, notes: [] };
  }
  if (asked.team_id !== undefined)
    throw new MemoryGraphError(
      'invalid_argument',
      'team_id goes with visibility "team" alone; leave one out.',
      {
        details: { arguments: ['team_id'] },
      },
    );
  if (visibility !== 'project' || isOfGrantedProject(access, context))
    return { context: { ...context, tenant_id, visibility }, notes: [] };
  return { context: { ...context, tenant_id, visibility: 'private' }, notes: [ONLY_PRIVATE] };
}

/** True where what is visible to the memory's project is visible through a grant of the caller's. */
function isOfGrantedProject(
  { projects }: Pick<NonNullable<AccessScope['access']>, 'projects'>,
  { project_id }: MemoryContext,
): boolean {
  return project_id !== undefined && isGranted(projects, project_id);
}

/** Said where a memory is seen by its maker alone though it was meant for a project. */
const ONLY_PRIVATE =
  'only you can see it: it belongs to no project that is granted to you; share_memory changes who sees it';

// A team that is there and a team that is not are told alike.
function chosenTeam(own: readonly string[], asked: string | undefined): string {
  const [only] = own;
  if (asked === undefined && own.length === 1 && only !== undefined) return only;
  if (asked !== undefined && own.includes(asked)) return asked;
  const yours = own.length === 0 ? 'You are in no team' : `Your teams: ${own.join(', ')}`;
  throw new MemoryGraphError(
    'invalid_argument',
    `visibility "team" needs a team_id that is one of your teams. ${yours}.`,
    { details: { arguments: ['team_id'] } },
  );
}

function noTenants(argument: string): MemoryGraphError {
  return new MemoryGraphError(
    'invalid_argument',
    `This store has no tenants: everybody who may open it sees all of it. Leave ${argument} out.`,
    { details: { arguments: [argument] } },
  );
}
