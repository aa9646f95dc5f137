import { lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** Names that are devices on Windows, whatever follows the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** The one folder that tools may write to and read from. */
export interface FileFolder {
  /** Where a file of this name lies or would lie. Throws `invalid_argument` for what is no plain name, `forbidden` for a link. */
  place(name: string): Promise<string>;
  names(): Promise<string[]>;
}

/**
 * The folder is made when it is first needed; only its owner may look into it.
 * @param pathOf asked when a file is, which few calls do.
 */
export function fileFolder(pathOf: () => string): FileFolder {
  return {
    async place(name) {
      if (!NAME.test(name) || DEVICE.test(name) || name.endsWith('.'))
        throw new MemoryGraphError(
          'invalid_argument',
          'A file is named by letters, digits, dots, dashes and underscores, at most 100 of them, and no folder before it.',
          { details: { argument: 'file' } },
        );
      const path = pathOf();
      await mkdir(path, { recursive: true, mode: 0o700 });
      const place = join(path, name);
      if (await isLink(place))
        throw new MemoryGraphError(
          'forbidden',
          'A file of this name leads out of the folder; use another name.',
        );
      return place;
    },

    async names() {
      const entries = await readdir(pathOf(), { withFileTypes: true }).catch(() => []);
      return entries
        .filter((entry) => NAME.test(entry.name) && (entry.isFile() || entry.isDirectory()))
        .map(({ name }) => name)
        .sort();
    },
  };
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}
