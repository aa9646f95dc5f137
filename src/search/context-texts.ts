import type { MemoryContext } from '../domain/memory-context.js';

const ABSOLUTE = /^(?:[/\\~]|[A-Za-z]:[/\\])/;
/** Of an absolute path outside the project only this many last parts say what the file is. */
const PATH_TAIL = 3;

/**
 * The parts of a context that a person would search by: name of the project, files (from the project's folder
 * on), languages, frameworks, technologies, branch. Not ids, times, metadata or the folders above a project.
 */
export function contextTexts(context: MemoryContext): string[] {
  const roots = [context.project_path, context.working_directory].filter((root) => root !== undefined);
  return [
    projectName(context),
    ...(context.files_involved ?? []).map((file) => withoutRoot(file, roots)),
    ...(context.languages ?? []),
    ...(context.frameworks ?? []),
    ...(context.technologies ?? []),
    context.git_branch ?? '',
  ].filter((text) => text !== '');
}

function projectName(context: MemoryContext): string {
  const [repository = '', ...subdirectory] = (context.project_id ?? context.project_path ?? '').split('#');
  return [lastParts(repository, 1), ...subdirectory].join(' ');
}

function withoutRoot(file: string, roots: readonly string[]): string {
  if (!ABSOLUTE.test(file)) return file;
  const path = slashed(file);
  const root = roots.map((each) => `${slashed(each)}/`).find((each) => path.startsWith(each));
  return root === undefined ? lastParts(file, PATH_TAIL) : path.slice(root.length);
}

function lastParts(path: string, count: number): string {
  return slashed(path).split('/').slice(-count).join('/');
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/+$/, '');
}
