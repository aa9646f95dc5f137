import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Which sessions were offered to store something: an empty file for each, named by what cannot be read back. */
export interface Offers {
  /** True where the session was offered it already. */
  has(session: string): boolean;
  /** Notes an offer. False where there is one already, or it cannot be noted: then none is to be made. */
  claim(session: string): boolean;
  forget(session: string): void;
}

const KEPT_MS = 7 * 86_400_000;
const MOST = 500;

/** @param folder made where it is not there. */
export function offersIn(folder: string): Offers {
  const fileOf = (session: string): string =>
    join(folder, createHash('sha256').update(session).digest('hex').slice(0, 32));
  return {
    has: (session) => statSync(fileOf(session), { throwIfNoEntry: false }) !== undefined,
    claim(session) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        // Made by one process alone, whoever else tries at the same moment.
        closeSync(openSync(fileOf(session), 'wx', 0o600));
      } catch {
        return false;
      }
      tidy(folder);
      return true;
    },
    forget(session) {
      rmSync(fileOf(session), { force: true });
      tidy(folder);
    },
  };
}

/** Sessions that never told of their end are forgotten after a week. */
function tidy(folder: string): void {
  try {
    const files = readdirSync(folder)
      .filter((name) => /^[0-9a-f]{32}$/.test(name))
      .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => b.at - a.at);
    const limit = Date.now() - KEPT_MS;
    for (const [place, { path, at }] of files.entries())
      if (at < limit || place >= MOST) rmSync(path, { force: true });
  } catch {
    // Another session tidies at the same moment, or the folder is not there.
  }
}
