import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { invalidFile } from '../../files/file-faults.js';
import { MANIFEST_NAME, MIRROR_FORMAT, MIRROR_VERSION } from './page-format.js';

/** Checksums of the files that exports wrote, by path in the folder; two while one replaces another. */
export type Manifest = ReadonlyMap<string, readonly string[]>;

const MOST_BYTES = 256 * 1024 * 1024;
const sums = z.record(z.string(), z.string());
const manifestSchema = z.object({
  format: z.literal(MIRROR_FORMAT),
  version: z.number(),
  files: sums,
  /** What an export was about to put in place; gone when it is done. */
  pending: sums.optional(),
});

/** What an earlier export wrote into a folder; null where there was none. Throws `invalid_file`. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const path = join(folder, MANIFEST_NAME);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
  const parsed = text.length > MOST_BYTES ? undefined : manifestSchema.safeParse(jsonOf(text)).data;
  if (parsed === undefined || ![parsed.files, parsed.pending ?? {}].every(isSafe))
    throw invalidFile(path, 'This list of what an export wrote is damaged; export to a new folder.');
  const known = new Map<string, string[]>();
  for (const [file, sum] of [...Object.entries(parsed.files), ...Object.entries(parsed.pending ?? {})])
    known.set(file, [...(known.get(file) ?? []), sum]);
  return known;
}

/** Writes the list, whole or not at all. */
export async function writeManifest(
  folder: string,
  files: ReadonlyMap<string, string>,
  pending?: ReadonlyMap<string, string>,
): Promise<void> {
  const list = (of: ReadonlyMap<string, string>) =>
    Object.fromEntries([...of].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const content = {
    format: MIRROR_FORMAT,
    version: MIRROR_VERSION,
    files: list(files),
    ...(pending === undefined ? {} : { pending: list(pending) }),
  };
  const path = join(folder, MANIFEST_NAME);
  await writeFile(`${path}.new`, `${JSON.stringify(content, null, 1)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

export function checksum(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The list lies in a folder that others may write to: no path of it may lead out. */
function isSafe(files: Readonly<Record<string, string>>): boolean {
  return Object.keys(files).every(
    (path) => !/[\\:]/.test(path) && path.split('/').every((part) => !['', '.', '..'].includes(part)),
  );
}
