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
 * @param onCloseFailure told why a tenant that made room could not be closed: no matter of the caller's, who is of
 * another tenant.
 */
export function createTenantPool(
  open: (tenant_id: string) => Promise<Backend>,
  size: number,
  onCloseFailure: (cause: unknown) => void = () => {},
): TenantPool {
  /** In the order of use: the first was not used for longest. */
  const entries = new Map<string, Entry>();
  /** Tenants that are being closed; none is opened a second time before it is closed. */
  const closing = new Map<string, Promise<void>>();

  let latest: Entry | undefined;

  function take(tenant_id: string): Entry {
    const known = entries.get(tenant_id);
    const entry = known ?? { opened: openAgain(tenant_id), users: 0 };
    entry.users += 1;
    // A call asks several times in a row.
    if (entry === latest) return entry;
    latest = entry;
    entries.delete(tenant_id);
    entries.set(tenant_id, entry);
    // A tenant that could not be opened is tried anew by the next call.
    if (known === undefined) entry.opened.catch(() => forget(tenant_id, entry));
    return entry;
  }

  async function openAgain(tenant_id: string): Promise<Backend> {
    await closing.get(tenant_id);
    return open(tenant_id);
  }

  function forget(tenant_id: string, entry: Entry): void {
    if (entries.get(tenant_id) === entry) entries.delete(tenant_id);
  }

  function giveBack(entry: Entry): Promise<void> | undefined {
    entry.users -= 1;
    return entries.size <= size ? undefined : closeOthers();
  }

  async function closeOthers(): Promise<void> {
    for (const [tenant_id, other] of entries) {
      if (other.users > 0) continue;
      forget(tenant_id, other);
      const closed = closePart(other)
        .catch(onCloseFailure)
        .finally(() => closing.delete(tenant_id));
      closing.set(tenant_id, closed);
      await closed;
      if (entries.size <= size) return;
    }
  }

  async function use<T>(tenant_id: string, work: (part: Backend) => Promise<T>): Promise<T> {
    const entry = take(tenant_id);
    try {
      return await work(await entry.opened);
    } finally {
      const closed = giveBack(entry);
      if (closed !== undefined) await closed;
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
      const results = await Promise.allSettled([...opened.map(closePart), ...closing.values()]);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    },
  };
}

async function closePart(entry: Entry): Promise<void> {
  // Whoever asked for a tenant that could not be opened was told so.
  const part = await entry.opened.catch(() => null);
  await part?.close();
}
