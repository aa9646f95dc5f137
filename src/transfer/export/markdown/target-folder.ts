import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, realpath, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import { MemoryGraphError } from '../../../errors/memory-graph-error.js';
import { checksum, type Manifest, readManifest, writeManifest } from './manifest.js';

/** A folder while an export fills it: nothing can be seen there before `finish`. */
export interface TargetFolder {
  /** A private place for the export's own use; gone afterwards. */
  readonly workPath: string;
  write(path: string, text: string): Promise<void>;
  finish(): Promise<void>;
  /** Takes away what was begun; harmless after `finish`. */
  discard(): Promise<void>;
}

const MOST_NAMED = 5;

/**
 * Begins to fill a folder that is not there or is empty; with `force` also one that an earlier export filled: what
 * that wrote is replaced, everything else stays. Throws `already_exists`, `not_found` (no parent folder), `forbidden`.
 */
export async function openTargetFolder(folder: string, force: boolean): Promise<TargetFolder> {
  const earlier = await earlierFiles(folder, force);
  const suffix = `${randomBytes(6).toString('hex')}.unfinished`;
  // Inside of a folder that is there already, as it may be a file system of its own.
  const work =
    earlier === null
      ? join(dirname(folder), `.${basename(folder)}.${suffix}`)
      : join(folder, `.memorygraph.${suffix}`);
  const pages = join(work, 'pages');
  await mkdir(work, { mode: 0o700 });
  await mkdir(pages, { mode: 0o700 });
  const files = new Map<string, string>();
  return {
    workPath: work,
    async write(path, text) {
      const file = join(pages, path);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, text, { flag: 'wx', mode: 0o600 });
      files.set(path, checksum(text));
    },
    async finish() {
      if (earlier === null) {
        await writeManifest(pages, files);
        await rename(pages, folder);
      } else {
        await replaceFiles(folder, pages, files, earlier);
      }
    },
    discard: () => rm(work, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Null where the folder is not there. */
async function earlierFiles(folder: string, force: boolean): Promise<Manifest | null> {
  const names = await namesIn(folder);
  if (names === null) return null;
  if (names.length === 0) return new Map();
  if (!force)
    throw inTheWay(
      folder,
      'The folder is not empty; --force replaces what an earlier export wrote there, and nothing else.',
    );
  const manifest = await readManifest(folder);
  if (manifest === null)
    throw inTheWay(folder, 'The folder holds other things than an earlier export; give a new folder.');
  const changed: string[] = [];
  for (const [path, sums] of manifest) {
    const sum = await checksumOf(join(folder, path));
    if (sum !== null && !sums.includes(sum)) changed.push(path);
  }
  if (changed.length > 0)
    throw inTheWay(
      folder,
      `Files were changed since they were exported (${named(changed)}); move or delete them, then export again.`,
    );
  return manifest;
}

async function namesIn(folder: string): Promise<string[] | null> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (code === 'ENOTDIR') throw inTheWay(folder, 'This is a file; give the name of a folder.');
    throw thrown;
  }
}

/**
 * Each file is replaced as a whole, and the list of files is written before and after: whenever this is cut off,
 * the next export with --force knows which files it may replace.
 */
async function replaceFiles(
  folder: string,
  pages: string,
  files: ReadonlyMap<string, string>,
  earlier: Manifest,
): Promise<void> {
  const strange: string[] = [];
  for (const path of files.keys())
    if (!earlier.has(path) && (await isThere(join(folder, path)))) strange.push(path);
  if (strange.length > 0)
    throw inTheWay(folder, `Files of another origin are in the way (${named(strange)}); move them first.`);
  const before = new Map([...earlier].map(([path, sums]) => [path, sums[0] ?? '']));
  await writeManifest(folder, before, files);
  const root = await realpath(folder);
  for (const [path, sum] of files) {
    if ((await checksumOf(join(folder, path))) === sum) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    await refuseLinks(folder, root, path);
    await rename(join(pages, path), join(folder, path));
  }
  for (const path of earlier.keys()) {
    if (files.has(path) || !(await isThere(join(folder, path)))) continue;
    await refuseLinks(folder, root, path);
    await rm(join(folder, path));
    await removeEmpty(folder, posix.dirname(path));
  }
  await writeManifest(folder, files);
}

/** A folder in between that is a link would take the file elsewhere. */
async function refuseLinks(folder: string, root: string, path: string): Promise<void> {
  if ((await realpath(dirname(join(folder, path)))) === dirname(join(root, path))) return;
  throw inTheWay(folder, `A folder in it is a link to elsewhere (${dirname(path)}); remove the link first.`);
}

async function removeEmpty(folder: string, path: string): Promise<void> {
  for (let each = path; each !== '.'; each = posix.dirname(each)) {
    try {
      await rmdir(join(folder, each));
    } catch {
      return;
    }
  }
}

async function checksumOf(path: string): Promise<string | null> {
  try {
    return checksum(await readFile(path));
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes((thrown as NodeJS.ErrnoException).code ?? '')) return null;
    throw thrown;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes((thrown as NodeJS.ErrnoException).code ?? '')) return false;
    throw thrown;
  }
}

function named(paths: readonly string[]): string {
  const more = paths.length > MOST_NAMED ? `, and ${paths.length - MOST_NAMED} more` : '';
  return `${paths.slice(0, MOST_NAMED).join(', ')}${more}`;
}

function inTheWay(folder: string, why: string): MemoryGraphError {
  return new MemoryGraphError('already_exists', why, { operatorMessage: `${folder}: ${why}` });
}
