import type { Memory } from '../../domain/memory.js';
import type { MemoryFilter } from '../../domain/memory-filter.js';
import { comparablePath } from '../../domain/project-path.js';
import { askedWords } from '../../search/question.js';
import type { RepositoryContext } from '../context.js';
import { prepareQuestion, rankCandidates } from '../search/find.js';

/** What the work tree has checked out and changed. */
export interface BranchState {
  /** Absent where the branch says nothing: the default one, or none. */
  readonly name?: string;
  /** Top of the work tree, an absolute path. */
  readonly root?: string;
  /** Changed files and new folders, from the top on. */
  readonly files: readonly string[];
}

/** Files beyond this many are left out: their names are words of one search. */
const FILES_SOUGHT = 16;
const LOOKED_AT = 60;

/**
 * Memories about the changed files or what lies below them, and those of the branch itself. Names of files and
 * branches are words of the full-text index, which leads to them; what a memory really names decides.
 */
export async function touched(
  context: RepositoryContext,
  branch: BranchState,
  filter: MemoryFilter,
): Promise<Memory[]> {
  const names = branch.files
    .slice(0, FILES_SOUGHT)
    .map((file) => comparablePath(file).split('/').at(-1) ?? '');
  const asked = askedWords([branch.name ?? '', ...names]);
  if (asked.length === 0) return [];
  const question = await prepareQuestion(context, asked, { tolerance: 'normal', match: 'any' });
  const { ranked } = await rankCandidates(context, question, filter, filter.valid_at, LOOKED_AT);
  const ids = ranked.slice(0, LOOKED_AT).map((hit) => hit.id);
  const memories = new Map(
    (await context.backend.findMemories(context.scope, ids)).map((memory) => [memory.id, memory]),
  );
  return ids.flatMap((id) => memories.get(id) ?? []).filter((memory) => isTouched(memory, branch));
}

/** True where a memory names a changed file, one below a changed folder, or the branch. */
export function isTouched({ context }: Memory, branch: BranchState): boolean {
  if (branch.name !== undefined && context.git_branch === branch.name) return true;
  const roots = [branch.root, context.project_path]
    .filter((root) => root !== undefined)
    .map((root) => `${comparablePath(root)}/`);
  return (context.files_involved ?? []).some((involved) => {
    const path = comparablePath(involved);
    const root = roots.find((each) => path.startsWith(each));
    const file = (root === undefined ? path : path.slice(root.length)).replace(/^\.\//, '');
    return branch.files.some((changed) => {
      const known = comparablePath(changed);
      return file === known || file.startsWith(`${known}/`);
    });
  });
}
