import type { Memory } from '../../domain/memory.js';
import type { MemoryFilter } from '../../domain/memory-filter.js';
import { comparablePath } from '../../domain/project-path.js';
import { planCandidates } from '../../search/plan.js';
import { askedWords, exactGroups, wordsOfGroups } from '../../search/question.js';
import type { ReadingContext } from '../reading-context.js';

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
const LOOKED_AT = 50;

/**
 * Memories about the changed files or what lies below them, and those of the branch itself. Names of files and
 * branches are words of the full-text index, which leads to them; what a memory really names decides.
 */
export async function touched(
  context: ReadingContext,
  branch: BranchState,
  filter: MemoryFilter,
): Promise<Memory[]> {
  const names = branch.files
    .slice(0, FILES_SOUGHT)
    .map((file) => comparablePath(file).split('/').at(-1) ?? '');
  const asked = askedWords([branch.name ?? '', ...names]);
  if (asked.length === 0) return [];
  const groups = exactGroups(asked);
  const statistics = await context.backend.termStatistics(context.scope, wordsOfGroups(groups));
  const plan = planCandidates(groups, statistics);
  if (plan.groups.length === 0) return [];
  const { candidates } = await context.backend.findCandidates(context.scope, {
    filter,
    groups: plan.groups,
    match: 'any',
    scan_limit: plan.scan_limit,
    limit: LOOKED_AT,
  });
  const ids = candidates.map(({ id }) => id);
  const memories = new Map(
    (await context.backend.findMemories(context.scope, ids)).map((memory) => [memory.id, memory]),
  );
  return ids.flatMap((id) => memories.get(id) ?? []).filter((memory) => isTouched(memory, branch));
}

/** True where a memory names a changed file, one below a changed folder, or the branch. */
function isTouched({ context }: Memory, branch: BranchState): boolean {
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
