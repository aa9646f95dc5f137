import type { AuditLog } from '../../../src/contracts/audit-log.js';
import type { Backend } from '../../../src/contracts/backend.js';
import type { AuditEvent } from '../../../src/domain/audit.js';
import { canonicalEvent } from '../../../src/domain/audit-event.js';
import type { Run } from '../backend.js';
import type { Connection } from '../connection.js';
import { requireUnchanged, writingEvents } from '../writing.js';
import { auditLog } from './audit-log.js';
import { AuditSpool } from './audit-spool.js';
import { readSpools, removeSpools, spoolFolder, spoolNames } from './left-spools.js';
import { forgetSpools, takeSpool } from './spool-rows.js';

/** Events wait for so long at most, or until they are so many. */
const LATEST_MS = 1_000;
const MANY = 500;

/** The part of a tenant with such a log. */
export async function withSpooledAudit(part: Backend, settings: SpoolSettings): Promise<Backend> {
  const log = spooledAudit(settings);
  await log.open();
  return {
    ...part,
    audit: () => log,
    async close() {
      await log.close();
      await part.close();
    },
  };
}

interface SpooledAudit extends AuditLog {
  /** Takes in what other processes have left or not yet taken in; a failure is left to whoever reads the log. */
  open(): Promise<void>;
  /** Takes in what waits. Throws nothing: what cannot be taken in stays in the file. */
  close(): Promise<void>;
}

interface SpoolSettings {
  /** To the tenant's file. */
  readonly connection: Connection;
  readonly tenant_id: string;
  /** Work on the connection to that file. */
  readonly run: Run;
  /** Commits of events alone do not wait for the disk. */
  readonly relaxed: boolean;
}

/**
 * The chain of a tenant whose calls that write nothing cost no commit of their own: their events are written to a file
 * of this process, which a crash does not lose and which anybody who reads the log takes in first. They get their place
 * in the chain then; events of commits have theirs in the commit itself, so the chain follows the times roughly.
 */
function spooledAudit({ connection, tenant_id, run, relaxed }: SpoolSettings): SpooledAudit {
  const folder = spoolFolder(connection.path);
  const spool = new AuditSpool(folder);
  const log = auditLog(run, tenant_id, relaxed);
  let timer: NodeJS.Timeout | undefined;
  /** False until the chain took an event, and again where it took none: the next one has to go there at once. */
  let takes = false;

  const commit = <T>(work: (c: Connection) => T): Promise<T> =>
    run((c) => writingEvents(c, relaxed, () => work(c)));

  async function takeOwn(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (spool.waiting.length === 0) return;
    const { name, waiting } = spool;
    spool.settle(await commit((c) => takeSpool(c, tenant_id, { name, events: waiting })));
  }

  async function takeOwnOrNote(): Promise<void> {
    try {
      await takeOwn();
    } catch {
      takes = false;
    }
  }

  const otherNames = (): string[] => spoolNames(folder).filter((name) => name !== spool.name);

  async function takeAll(): Promise<void> {
    await takeOwn();
    if (otherNames().length === 0) return;
    // Read under the lock: a spool that its process closes has its row for as long as it is there.
    const done = await commit((c) => {
      const others = readSpools(folder, otherNames());
      for (const each of others) takeSpool(c, tenant_id, each);
      return others.filter(({ isLeft }) => isLeft).map(({ name }) => name);
    });
    await forget(done);
  }

  async function forget(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    removeSpools(folder, names);
    await commit((c) => forgetSpools(c, tenant_id, names));
  }

  /** At once; where that fails, as work on the connection, which makes room on a full disk and says what failed. */
  function spooled(text: string): Promise<void> | undefined {
    try {
      requireUnchanged(connection);
      spool.add(text);
      return undefined;
    } catch {
      return run((c) => {
        requireUnchanged(c);
        inWordsOfSqlite(() => spool.add(text));
      });
    }
  }

  async function addFirst(event: AuditEvent): Promise<void> {
    await log.append([event]);
    takes = true;
  }

  return {
    async append(events) {
      for (const event of events) {
        const adding = takes ? spooled(canonicalEvent(event)) : addFirst(event);
        // Most often there is nothing to wait for, and to wait costs as much as the rest.
        if (adding !== undefined) await adding;
      }
      // Never within a call: the next one may wait for it, the present one does not.
      if (spool.waiting.length >= MANY) setImmediate(() => void takeOwnOrNote());
      if (spool.waiting.length > 0) timer ??= setTimeout(() => void takeOwnOrNote(), LATEST_MS).unref();
    },
    async events(query) {
      await takeAll();
      return log.events(query);
    },
    async head() {
      await takeAll();
      return log.head();
    },
    async open() {
      await takeAll().catch(() => {});
    },
    async close() {
      await takeOwnOrNote();
      if (spool.close()) await forget([spool.name]).catch(() => {});
    },
  };
}

/** A full disk is told as SQLite tells it, so that room is made as for everything else. */
function inWordsOfSqlite(write: () => void): void {
  try {
    write();
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    const same = code === 'ENOSPC' || code === 'EDQUOT' ? 'SQLITE_FULL' : 'SQLITE_IOERR';
    throw Object.assign(new Error(String(thrown), { cause: thrown }), { code: same });
  }
}
