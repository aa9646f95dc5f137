import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { gitEnvironment } from '../../config/git-environment.js';
import { textOf } from '../../project/files.js';
import { commonFolder } from '../../project/git-folder.js';

/** What a work tree has changed, as far as git could tell in time. */
export interface Changes {
  /** Changed and new files, from the folder asked about on; new folders end with a `/`. */
  readonly files: readonly string[];
  /** The branch that others start from, without the name of a remote; null where git names none. */
  readonly default_branch: string | null;
}

const LIMIT_MS = 300;
const MOST_FILES = 200;
const MOST_BYTES = 1024 * 1024;
const REFERENCE_BYTES = 4_096;
const ORIGIN_HEAD = 'refs/remotes/origin/HEAD';
const USUAL_BRANCHES = [
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];
const REMOTE_OR_HEAD = /^refs\/(?:heads|remotes\/origin)\//;
const DIFFERENCE = ['diff-index', '--name-only', '--relative', '--ignore-submodules=all', '-z'] as const;

const NEVER = new AbortController().signal;

type Git = (...parameters: readonly string[]) => Promise<string | null>;

/**
 * Files that differ from where the branch left the default one, committed or not, and new ones. Nothing where git
 * is not there; what is not known after 300 ms is left out. Never throws.
 *
 * Only commands that compare names and times: those that read files (`status`, `diff`) may run filters that the
 * repository's own settings name.
 * @param stop ends git at once.
 */
export async function changedFiles(
  folder: string,
  git_dir: string,
  stop: AbortSignal = NEVER,
): Promise<Changes> {
  const git = gitIn(folder, AbortSignal.any([AbortSignal.timeout(LIMIT_MS), stop]));
  const [changed, fresh] = await Promise.all([
    branchChanges(git, git_dir),
    git('ls-files', '--others', '--exclude-standard', '--directory', '--no-empty-directory', '-z'),
  ]);
  const names = [fresh ?? '', changed.names].flatMap((text) => text.split('\0'));
  const files = [...new Set(names)].filter((name) => name !== '').slice(0, MOST_FILES);
  return { files, default_branch: changed.default_branch };
}

/** A clone knows its origin's default branch; otherwise git is asked which of the usual names there is. */
async function branchChanges(
  git: Git,
  git_dir: string,
): Promise<{ names: string; default_branch: string | null }> {
  const default_branch = originDefault(git_dir);
  if (default_branch !== null) {
    const names = await git(...DIFFERENCE, '--merge-base', ORIGIN_HEAD, '--');
    if (names !== null) return { names, default_branch };
  }
  const known = await git('for-each-ref', '--format=%(refname)', ...USUAL_BRANCHES);
  const reference = USUAL_BRANCHES.find((name) => known?.split('\n').includes(name));
  const base = reference === undefined ? null : await git('merge-base', 'HEAD', reference);
  const names = (await git(...DIFFERENCE, base?.trim() ?? 'HEAD', '--')) ?? '';
  return { names, default_branch: default_branch ?? reference?.replace(REMOTE_OR_HEAD, '') ?? null };
}

function originDefault(git_dir: string): string | null {
  const common = commonFolder(git_dir);
  const text = common === null ? null : textOf(join(common, ORIGIN_HEAD), REFERENCE_BYTES);
  return /^ref: refs\/remotes\/origin\/(\S+)/.exec(text ?? '')?.[1] ?? null;
}

/** Runs git in a folder; null where it fails or time is up. */
function gitIn(folder: string, signal: AbortSignal): Git {
  const fixed = ['-C', folder, '--no-pager', '-c', 'core.fsmonitor=false', '-c', `core.hooksPath=${devNull}`];
  // Not in the folder itself: Windows would look for the program there first.
  const options = {
    cwd: dirname(process.execPath),
    env: gitEnvironment(),
    signal,
    killSignal: 'SIGKILL',
    maxBuffer: MOST_BYTES,
    windowsHide: true,
  } as const;
  return (...parameters) =>
    new Promise((resolve) => {
      let output: string | null = null;
      const child = execFile('git', [...fixed, ...parameters], options, (error, stdout) => {
        output = error === null ? stdout : null;
        if (child.pid === undefined) resolve(null);
      });
      // Not before it is gone: whoever waits for this leaves nothing behind.
      child.once('close', () => resolve(output));
    });
}
