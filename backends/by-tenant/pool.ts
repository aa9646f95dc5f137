import type { Backend } from '../../src/contracts/backend.js';

/** A tenant's part that is open, and how many calls are using it. */
interface Entry {
  readonly opened: Promise<Backend>;
  users: number;
}

/** Keeps a bounded number of tenants open; the one not used for longest is closed first. */
export interface TenantPool {
  /** Does `work` with the tenant's part, opened where it is not; it stays open until the work is done. */
  use<T>(tenant_id: string, work: (part: Backend) => Promise<T>): Promise<T>;
  /** The same for what is read piece by piece. */
  stream<T>(tenant_id: string, open: (part: Backend) => AsyncIterable<T>): AsyncIterable<T>;
  /** Closes them all; no call may be under way. */
  close(): Promise<void>;
}

/**
 * @param open opens the part of a tenant; throws where there is no such tenant.
 * @param size how many stay open. More are open for as long as more are in use at the same moment.
 */
export function createTenantPool(open: (tenant_id: string) => Promise<Backend>, size: number): TenantPool {
  /** In the order of use: the first was not used for longest. */
  const entries = new Map<string, Entry>();

  function take(tenant_id: string): Entry {
    const known = entries.get(tenant_id);
    const entry = known ?? { opened: open(tenant_id), users: 0 };
    entries.delete(tenant_id);
    entries.set(tenant_id, entry);
    entry.users += 1;
    // A tenant that could not be opened is tried anew by the next call.
    if (known === undefined) entry.opened.catch(() => forget(tenant_id, entry));
    return entry;
  }

  function forget(tenant_id: string, entry: Entry): void {
    if (entries.get(tenant_id) === entry) entries.delete(tenant_id);
  }

  async function giveBack(entry: Entry): Promise<void> {
    entry.users -= 1;
    if (entries.size <= size) return;
    for (const [tenant_id, other] of entries) {
      if (other.users > 0) continue;
      forget(tenant_id, other);
      await (await other.opened).close();
      if (entries.size <= size) return;
    }
  }

  async function use<T>(tenant_id: string, work: (part: Backend) => Promise<T>): Promise<T> {
    const entry = take(tenant_id);
    try {
      return await work(await entry.opened);
    } finally {
      await giveBack(entry);
    }
  }

  async function* stream<T>(tenant_id: string, read: (part: Backend) => AsyncIterable<T>): AsyncGenerator<T> {
    const entry = take(tenant_id);
    try {
      yield* read(await entry.opened);
    } finally {
      await giveBack(entry);
    }
  }

  return {
    use,
    stream,
    async close() {
      const opened = [...entries.values()];
      entries.clear();
      for (const entry of opened) await (await entry.opened).close();
    },
  };
}
