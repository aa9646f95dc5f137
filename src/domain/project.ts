/** Which projects' memories a read may return. */
export interface ProjectChoice {
  /** Those of one of these projects. */
  readonly ids: readonly string[];
  /** Also those of no project. */
  readonly global: boolean;
}

/** Another name of a project: what is stored under `alias` belongs to `project_id`. */
export interface ProjectAlias {
  readonly alias: string;
  readonly project_id: string;
}

/** The name in use of the project that goes by this name. Names that point at each other in a circle are one project. */
export function projectInUse(id: string, aliases: readonly ProjectAlias[]): string {
  const next = new Map(aliases.map(({ alias, project_id }) => [alias, project_id]));
  const seen: string[] = [];
  let name = id;
  while (!seen.includes(name)) {
    seen.push(name);
    const further = next.get(name);
    if (further === undefined) return name;
    name = further;
  }
  return seen.slice(seen.indexOf(name)).toSorted()[0] ?? name;
}

/** Every name that the memories of a project may be stored under, the one in use first. */
export function projectNames(id: string, aliases: readonly ProjectAlias[]): string[] {
  const inUse = projectInUse(id, aliases);
  const others = aliases
    .flatMap(({ alias, project_id }) => [alias, project_id])
    .filter((name) => name !== inUse && projectInUse(name, aliases) === inUse);
  return [inUse, ...new Set(others)];
}

/** True where a memory of this project (undefined: of none) is among the chosen. */
export function isChosen(project_id: string | undefined, choice: ProjectChoice): boolean {
  return project_id === undefined ? choice.global : choice.ids.includes(project_id);
}
