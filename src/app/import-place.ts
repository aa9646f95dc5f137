import { existsSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import type { Place } from '../config/config.js';
import type { MemoryContext } from '../domain/memory-context.js';
import { type ProjectAlias, projectInUse } from '../domain/project.js';
import { normalizeProjectId } from '../project/project-id.js';
import { resolveProject } from '../project/resolve-project.js';

/** How imported memories find their projects. */
export interface ImportPlacing {
  readonly place: Place;
  readonly aliases: readonly ProjectAlias[];
  /** True where the file is no export of this program: its paths say which project was meant. */
  readonly isForeign: boolean;
  /** For memories that name none; absent = they are global. */
  readonly fallback?: string;
}

/**
 * Says which project an imported memory belongs to here: the one it names; else, in files of other programs, the
 * one that its project path lies in, or that path itself where the folder is not on this machine; else the fallback.
 */
export function placing({ place, aliases, isForeign, fallback }: ImportPlacing) {
  const known = new Map<string, string | null>();
  const ofPath = (path: string): string | null => {
    const seen = known.get(path);
    if (seen !== undefined) return seen;
    const id =
      repositoryAround(path, place) ?? resolveProject(path, place)?.project_id ?? normalizeProjectId(path);
    known.set(path, id);
    return id;
  };
  return (context: MemoryContext): MemoryContext => {
    const { project_id: named, project_path: path } = context;
    const byPath = isForeign && named === undefined && path !== undefined ? ofPath(path) : null;
    const id = (named === undefined ? null : (normalizeProjectId(named) ?? named)) ?? byPath ?? fallback;
    return id === undefined ? context : { ...context, project_id: projectInUse(id, aliases) };
  };
}

/** The repository that a path lies in, also where the last folders of it are no longer there. */
function repositoryAround(path: string, place: Place): string | null {
  if (!isAbsolute(path)) return null;
  for (let folder = path; dirname(folder) !== folder; folder = dirname(folder)) {
    if (!existsSync(folder)) continue;
    const found = resolveProject(folder, place);
    return found?.git_dir === undefined ? null : found.project_id;
  }
  return null;
}
