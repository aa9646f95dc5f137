import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { gitEnvironment } from '../config/git-environment.js';

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
const DEFAULT_BRANCHES = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

type Git = (...parameters: readonly string[]) => Promise<string>;

/**
 * Files that differ from where the branch left the default one, those not committed, and new ones. Nothing where
 * git is not there; what is not known after 300 ms is left out. Never throws.
 *
 * Only commands that compare names and times: those that read files (`status`, `diff` of a work tree) may run
 * filters that the repository's own settings name.
 */
export async function changedFiles(folder: string): Promise<Changes> {
  const git = gitIn(folder, AbortSignal.timeout(LIMIT_MS));
  const [ofBranch, unstaged, fresh] = await Promise.all([
    branchChanges(git),
    git('diff-files', '--name-only', '--relative', '--ignore-submodules=all', '-z'),
    git('ls-files', '--others', '--exclude-standard', '--directory', '--no-empty-directory', '-z'),
  ]);
  const names = [unstaged, fresh, ofBranch.names].flatMap((text) => text.split('\0'));
  const files = [...new Set(names)].filter((name) => name !== '').slice(0, MOST_FILES);
  return { files, default_branch: ofBranch.default_branch };
}

async function branchChanges(git: Git): Promise<{ names: string; default_branch: string | null }> {
  const known = await git('for-each-ref', '--format=%(refname) %(symref)', ...DEFAULT_BRANCHES);
  const found = new Map(known.split('\n').map((line) => twoWords(line)));
  const reference = DEFAULT_BRANCHES.find((name) => found.has(name));
  const base = reference === undefined ? '' : (await git('merge-base', 'HEAD', reference)).trim();
  const names = await git('diff-index', '--cached', '--name-only', '--relative', '-z', base || 'HEAD', '--');
  // A symbolic reference names the branch that it stands for.
  const target = reference === undefined ? null : found.get(reference) || reference;
  return { names, default_branch: target?.replace(/^refs\/(?:heads|remotes\/origin)\//, '') ?? null };
}

function twoWords(line: string): [string, string] {
  const [first = '', second = ''] = line.trim().split(' ');
  return [first, second];
}

/** Runs git in a folder; the empty text where it fails or time is up. */
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
      execFile('git', [...fixed, ...parameters], options, (error, stdout) =>
        resolve(error === null ? stdout : ''),
      );
    });
}
