import { backupPath, findFile, removeFile, writeWhole } from './config-file.js';
import type { FileStep } from './plan.js';

/** Writes what was planned: all files, or after a failure none. */
export function applySteps(steps: readonly FileStep[]): void {
  const done: FileStep[] = [];
  try {
    for (const step of steps) {
      if (step.action === 'none' || step.action === 'kept') continue;
      keepCopy(step);
      done.push(step);
      if (step.after === null) removeFile(step.file, step.folder);
      else writeWhole(step.file, step.after, step.mode);
    }
  } catch (thrown) {
    for (const step of done.toReversed()) takeBack(step);
    throw thrown;
  }
  for (const { file, backup } of done) {
    if (backup === 'drop') removeFile(findFile(backupPath(file)), null);
  }
}

/** The copy has the rights of the file: it holds the same. */
function keepCopy({ file, backup, mode }: FileStep): void {
  if (backup !== 'write' || file.text === null) return;
  const old = findFile(backupPath(file));
  writeWhole({ ...old, stats: file.stats }, file.text, mode);
}

/** As well as it can be done: the failure itself is what the person is told. */
function takeBack(step: FileStep): void {
  try {
    const { file } = step;
    const now = findFile(file.path);
    if (now.text === file.text) {
      if (step.backup === 'write') removeFile(findFile(backupPath(file)), null);
      return;
    }
    if (file.text === null) removeFile(now, step.folder);
    else writeWhole({ ...now, stats: file.stats }, file.text, step.mode);
    if (step.backup === 'write') removeFile(findFile(backupPath(file)), null);
  } catch {
    // The copy from before is still there.
  }
}
