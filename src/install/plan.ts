import { isDeepStrictEqual } from 'node:util';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { ClientFile, Scope } from './clients/client.js';
import { backupPath, checkWritable, type FoundFile, findFile } from './config-file.js';
import { fileProblem, UnfitText } from './problems.js';
import type { TextEdit } from './text-edit.js';

/** What becomes of one file. `kept`: it holds an entry of another program, which stays. */
export type FileAction = 'create' | 'change' | 'delete' | 'none' | 'kept';

/** One step of an installation, worked out before anything is written. */
export interface FileStep {
  readonly holds: ClientFile['holds'];
  readonly file: FoundFile;
  readonly folder: string | null;
  readonly action: FileAction;
  /** The text afterwards; null = no file. */
  readonly after: string | null;
  /** Rights of a file that is made. */
  readonly mode: number;
  /** `write`: a copy from before is kept. `drop`: it goes with what it was for. */
  readonly backup: 'write' | 'drop' | 'none';
}

/** A person's configuration may come to hold secrets; a project's is read by all who work on it. */
const MODES: Readonly<Record<Scope, number>> = { user: 0o600, project: 0o644 };

/**
 * Works out what installing writes. Throws `invalid_file` for a broken file, `conflict` for an entry of another
 * program unless `force`, `forbidden` for a file that may not be written.
 */
export function planInstall(
  files: readonly ClientFile[],
  request: { readonly scope: Scope; readonly force: boolean },
): FileStep[] {
  return files.map((each) => {
    const { edit, holds, folder } = each;
    const file = findFile(each.path);
    return withPath(each.path, () => {
      const before = file.text ?? '';
      const found = edit.find(before);
      if (found === 'foreign' && !request.force) throw foreignEntry(each.path);
      const after = edit.add(before, request.force);
      const common = { holds, file, folder, mode: MODES[request.scope] };
      // An empty text with nothing to add: a hooks file where no hooks are wanted.
      if (after === before || (file.text === null && edit.find(after) === 'nothing'))
        return { ...common, action: 'none', after: file.text, backup: 'none' };
      checkOthers(edit, before, after);
      checkWritable(file);
      const fresh = file.text !== null && found !== 'own';
      return {
        ...common,
        action: file.text === null ? 'create' : 'change',
        after,
        backup: fresh ? 'write' : 'none',
      };
    });
  });
}

/** Works out what removing writes: the bytes from before where nothing else changed since. Never for a broken file. */
export function planRemoval(
  files: readonly ClientFile[],
  request: { readonly scope: Scope; readonly force: boolean },
): FileStep[] {
  return files.map((each) => {
    const { edit, holds, folder } = each;
    const file = findFile(each.path);
    const common = { holds, file, folder, mode: MODES[request.scope] };
    const unchanged = { ...common, after: file.text, backup: 'none' } as const;
    return withPath(each.path, () => {
      const { text } = file;
      if (text === null) return { ...unchanged, action: 'none' };
      const found = edit.find(text);
      if (found === 'nothing') return { ...unchanged, action: 'none' };
      if (found === 'foreign' && !request.force) return { ...unchanged, action: 'kept' };
      checkWritable(file);
      const rest = edit.remove(text, request.force);
      const original = originalText(edit, file, rest);
      const after = original ?? rest;
      if (found === 'own') checkOthers(edit, text, after, original !== null);
      const backup = readBackup(file) === null ? 'none' : 'drop';
      if (original === null && edit.isBare(rest) && backup === 'none')
        return { ...common, action: 'delete', after: null, backup };
      return { ...common, action: 'change', after, backup };
    });
  });
}

/**
 * The text from before the installation, where what is left now is just what installing and removing makes of it:
 * then nobody changed anything else, and the very bytes can come back.
 */
function originalText(edit: TextEdit, file: FoundFile, rest: string): string | null {
  const original = readBackup(file);
  if (original === null) return null;
  try {
    return edit.remove(edit.add(original, true), true) === rest ? original : null;
  } catch {
    return null;
  }
}

function readBackup(file: FoundFile): string | null {
  try {
    return findFile(backupPath(file)).text;
  } catch {
    return null;
  }
}

/** A wall against faults of the edits themselves: every other value is as it was. */
function checkOthers(edit: TextEdit, before: string, after: string, restored = false): void {
  if (restored || isDeepStrictEqual(edit.others(before), edit.others(after))) return;
  throw new MemoryGraphError(
    'internal',
    'The edit would have changed more than the entry of memorygraph; nothing was written. Please report this.',
  );
}

function foreignEntry(path: string): MemoryGraphError {
  return fileProblem(
    'conflict',
    path,
    'has an entry memorygraph that this program did not write; it was kept, and nothing was written. --force replaces it, and a copy of the file is kept.',
  );
}

function withPath<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof UnfitText) throw fileProblem(thrown.code, path, thrown.message);
    if (thrown instanceof RangeError)
      throw fileProblem('too_deep', path, 'is nested too deep. Nothing was written.');
    throw thrown;
  }
}
