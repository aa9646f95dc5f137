import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statOf, textOf } from './files.js';
import { commonFolder } from './git-folder.js';

/** What a work tree has checked out. */
export interface GitState {
  /** Name of the branch without `refs/heads/`; null for a detached HEAD. */
  readonly branch: string | null;
  /** Object id in hexadecimal digits; null on a branch without commits, and where it cannot be read. */
  readonly commit: string | null;
}

const OBJECT_ID = /^(?:[0-9a-f]{64}|[0-9a-f]{40})\s*$/;
// A name is taken from a file: it may not lead out of the folder.
const SYMBOLIC = /^ref:\s*(refs\/(?!\S*\.\.)\S+)\s*$/;
const REFERENCE_BYTES = 4_096;
const PACKED_BYTES = 64 * 1024 * 1024;
/** Git gives up on references to references at this depth, too. */
const MAX_STEPS = 5;

/**
 * Branch and commit of a work tree, read from the files of its git directory without starting git. Both are null
 * where nothing can be read and in repositories that keep their references in another format (reftable).
 */
export function currentBranch(git_dir: string): GitState {
  const head = textOf(join(git_dir, 'HEAD'), REFERENCE_BYTES) ?? '';
  const target = SYMBOLIC.exec(head)?.[1];
  if (target === undefined) return { branch: null, commit: objectId(head) };
  const branch = /^refs\/heads\/(.+)$/.exec(target)?.[1];
  if (branch === undefined || branch === '.invalid') return { branch: null, commit: null };
  return { branch, commit: commitOf(git_dir, target) };
}

function commitOf(gitDir: string, reference: string): string | null {
  const common = commonFolder(gitDir);
  if (common === null) return null;
  let name = reference;
  for (let step = 0; step < MAX_STEPS; step++) {
    const text = textOf(join(common, name), REFERENCE_BYTES);
    if (text === null) return packedCommit(common, name);
    const next = SYMBOLIC.exec(text)?.[1];
    if (next === undefined) return objectId(text);
    name = next;
  }
  return null;
}

function packedCommit(commonDir: string, name: string): string | null {
  const path = join(commonDir, 'packed-refs');
  const found = statOf(path);
  if (found === null || !found.isFile() || found.size > PACKED_BYTES) return null;
  const packed = packedText(path);
  const end = packed.indexOf(` ${name}\n`);
  return end < 0 ? null : objectId(packed.toString('latin1', packed.lastIndexOf('\n', end) + 1, end));
}

function packedText(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

function objectId(text: string): string | null {
  return OBJECT_ID.test(text) ? text.trim() : null;
}
