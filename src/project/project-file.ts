import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { normalizeProjectId } from './project-id.js';

/** The name of the file that says something about the project of its folder. */
export const PROJECT_FILE = '.memorygraph.json';

/** What a folder's `.memorygraph.json` says; `problem` where it cannot be used, or only in part. */
export interface ProjectFile {
  readonly name?: string;
  /** The folder is a part of its repository with memories of its own. */
  readonly subdir: boolean;
  readonly usable: boolean;
  readonly problem?: string;
}

const MAX_BYTES = 16 * 1024;
// A file comes with a download: its name may not claim the id of a repository or of a folder.
const NAME = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N} ._+-]{0,99}$/u;

/** Reads the file of a folder; null where there is none. Never follows a link and never throws. */
export function readProjectFile(folder: string): ProjectFile | null {
  const path = join(folder, PROJECT_FILE);
  const found = entryAt(path);
  if (found === null) return null;
  if (!found.isFile()) return unusable(path, 'is not a regular file');
  if (found.size > MAX_BYTES) return unusable(path, 'is larger than 16 KB');
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    return unusable(path, error instanceof SyntaxError ? 'is not JSON' : 'cannot be read');
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return unusable(path, 'must hold one JSON object');
  return fromContent(path, content);
}

function fromContent(path: string, content: object): ProjectFile {
  const { project, subdir }: { project?: unknown; subdir?: unknown } = content;
  const problems: string[] = [];
  if (subdir !== undefined && typeof subdir !== 'boolean') problems.push('"subdir" must be true or false');
  const name = project === undefined ? undefined : projectName(project);
  if (name === null)
    problems.push('"project" must be a name of letters, digits, blanks and . _ + -, at most 100 characters');
  return {
    usable: true,
    subdir: subdir === true,
    ...(typeof name === 'string' && { name }),
    ...(problems.length > 0 && { problem: `${path}: ${problems.join('; ')}` }),
  };
}

function projectName(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const id = normalizeProjectId(value);
  return id !== null && NAME.test(id) ? id : null;
}

function unusable(path: string, reason: string): ProjectFile {
  return { usable: false, subdir: false, problem: `${path} ${reason} and has no effect` };
}

function entryAt(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
