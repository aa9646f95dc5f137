import { systemClock } from '../../app/clock.js';
import { type WorkingProject, workingProject } from '../../app/current-project.js';
import type { Backend } from '../../contracts/backend.js';
import { asMemoryGraphError } from '../../errors/memory-graph-error.js';
import { type Briefing, briefing } from '../../repository/briefing/briefing.js';
import type { CommandContext } from '../command.js';
import type { Changes } from './changed-files.js';

/** What is asked beside the place: how much, about what, of which project. */
interface BriefingWish {
  readonly max_tokens: number;
  readonly query?: string;
  readonly project?: string;
}

const NO_CHANGES: Changes = { files: [], default_branch: null };

/**
 * The briefing for where this process works. Reads the store alone, and makes none: null where none is there.
 * @param changesIn looks for the changed files of a work tree; it runs beside the opening of the store.
 * @param how `upgrade: false` leaves a store of an older version as it is: null.
 */
export async function sessionBriefing(
  command: CommandContext,
  wish: BriefingWish,
  changesIn: (root: string, git_dir: string) => Promise<Changes>,
  how: { readonly upgrade: boolean } = { upgrade: true },
): Promise<Briefing | null> {
  const place = workingProject(command.config);
  const { root, git_dir, current } = place;
  const isRepository = root !== undefined && git_dir !== undefined;
  const changing = isRepository ? changesIn(root, git_dir) : Promise.resolve(NO_CHANGES);
  const backend = await openForReading(command, how.upgrade);
  if (backend === null) return null;
  const context = {
    backend,
    scope: await command.principalScope(backend),
    clock: systemClock,
    ...(current === undefined ? {} : { current }),
  };
  return await briefing(context, { ...wish, branch: branchState(place, await changing) });
}

function branchState({ root, current }: WorkingProject, { files, default_branch }: Changes) {
  const name = current?.branch() ?? null;
  return {
    files,
    ...(root === undefined ? {} : { root }),
    // What is noted under the default branch is everything, and says nothing of this work.
    ...(name === null || name === (default_branch ?? 'main') ? {} : { name }),
  };
}

async function openForReading(command: CommandContext, upgrade: boolean): Promise<Backend | null> {
  try {
    return await command.open({ create: false, read_only: true });
  } catch (thrown) {
    const { code } = asMemoryGraphError(thrown);
    if (code === 'storage_missing') return null;
    if (code !== 'storage_read_only') throw thrown;
    if (!upgrade) return null;
    // A store of an older version is upgraded by whoever opens it for writing.
    return await command.open({ create: false });
  }
}
