import { workingProject } from '../app/current-project.js';
import { asMemoryGraphError } from '../errors/memory-graph-error.js';
import type { Briefing } from '../repository/briefing/briefing.js';
import type { Changes } from './changed-files.js';
import type { CommandContext } from './command.js';
import { type OpenedRepositories, openRepositories } from './open-repositories.js';

/** What is asked beside the place: how much, about what, of which project. */
interface BriefingWish {
  readonly max_tokens: number;
  readonly query?: string;
  readonly project?: string;
}

/**
 * The briefing for where this process works. Reads the store alone, and makes none: null where none is there.
 * @param changesIn looks for the changed files of a work tree; it runs beside the opening of the store.
 */
export async function sessionBriefing(
  command: CommandContext,
  wish: BriefingWish,
  changesIn: (root: string) => Promise<Changes>,
): Promise<Briefing | null> {
  const { root, git_dir } = workingProject(command.config);
  const changing =
    root === undefined || git_dir === undefined
      ? Promise.resolve({ files: [], default_branch: null })
      : changesIn(root);
  const opened = await openForReading(command);
  if (opened === null) return null;
  const { files, default_branch } = await changing;
  const name = opened.context.current?.branch() ?? null;
  return await opened.repositories.search.briefing({
    ...wish,
    branch: {
      files,
      ...(root === undefined ? {} : { root }),
      // What is noted under the default branch is everything, and says nothing of this work.
      ...(name === null || name === (default_branch ?? 'main') ? {} : { name }),
    },
  });
}

async function openForReading(command: CommandContext): Promise<OpenedRepositories | null> {
  try {
    return await openRepositories(command, { create: false, read_only: true });
  } catch (thrown) {
    const { code } = asMemoryGraphError(thrown);
    if (code === 'storage_missing') return null;
    if (code !== 'storage_read_only') throw thrown;
    // A store of an older version is upgraded by whoever opens it for writing.
    return await openRepositories(command, { create: false });
  }
}
