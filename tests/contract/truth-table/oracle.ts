// The rules of who sees and may do what, written from their wording alone: nothing of the product is imported here.

/** Somebody, as the rules speak of them. */
export interface Person {
  readonly tenant: string;
  readonly name: string;
  readonly teams: readonly string[];
  /** Of the token; `every`: each project of the tenant. */
  readonly projects: readonly string[] | 'every';
  readonly roles: readonly string[];
}

/** A memory, as the rules speak of it; undefined = it says nothing of that. */
export interface Thing {
  readonly tenant: string;
  readonly creator: string;
  readonly visibility: string | undefined;
  readonly team: string | undefined;
  readonly project: string | undefined;
  readonly deleted: boolean;
}

/** Which projects each team was granted in the store, by tenant and team. */
export type TeamGrants = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Each reason for which a memory of one's own tenant is visible, in the words of the rule. */
const REASONS: Readonly<Record<string, (who: Person, what: Thing, grants: TeamGrants) => boolean>> = {
  'public (the whole tenant, never the world)': (_who, what) => what.visibility === 'public',
  'team and its team is one of the principal’s': (who, what) =>
    what.visibility === 'team' && what.team !== undefined && who.teams.indexOf(what.team) >= 0,
  'team * is every team of the tenant': (who, what) =>
    what.visibility === 'team' && what.team === '*' && who.teams.length >= 1,
  'project and its project_id is granted': (who, what, grants) =>
    what.visibility === 'project' && what.project !== undefined && isGranted(who, what.project, grants),
  'private and created_by is the principal': (who, what) =>
    what.visibility === 'private' && what.creator === who.name,
  'creators see their own, inside the tenant': (who, what) => what.creator === who.name,
};

/** Whether one sees the other: the same tenant, not deleted, and one of the reasons. */
export function sees(who: Person, what: Thing, grants: TeamGrants): boolean {
  if (who.tenant !== what.tenant || what.deleted) return false;
  return Object.values(REASONS).some((reason) => reason(who, what, grants));
}

function isGranted(who: Person, project: string, grants: TeamGrants): boolean {
  if (who.projects === 'every' || who.projects.indexOf(project) >= 0) return true;
  return who.teams.some((team) => (grants[who.tenant]?.[team] ?? []).indexOf(project) >= 0);
}

/** What may be done to a memory that is seen, beside reading it. */
export interface Rights {
  readonly edit: boolean;
  readonly remove: boolean;
  readonly share: boolean;
}

/**
 * Creators may change or delete their own; members may edit a team memory if their role allows; admins what they can
 * see; only creator or admin changes visibility.
 */
export function rightsOver(who: Person, what: Thing): Rights {
  const creatorOrAdmin = what.creator === who.name || who.roles.includes('admin');
  const isTeamMate =
    what.visibility === 'team' &&
    (what.team === '*' ? who.teams.length > 0 : who.teams.some((team) => team === what.team));
  const roleAllows = who.roles.includes('user') || who.roles.includes('admin');
  return {
    edit: creatorOrAdmin || (isTeamMate && roleAllows),
    remove: creatorOrAdmin,
    share: creatorOrAdmin,
  };
}
