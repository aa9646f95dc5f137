import { statSync } from 'node:fs';

/** Device and inode of the file at a path, as text; null where no file is there. */
export function fileIdentity(path: string): string | null {
  const facts = statSync(path, { bigint: true, throwIfNoEntry: false });
  return facts === undefined ? null : `${facts.dev}:${facts.ino}`;
}
