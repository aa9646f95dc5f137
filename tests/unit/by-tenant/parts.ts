import type { Backend } from '../../../src/contracts/backend.js';

/** A door that lets nobody pass until it is opened. */
export interface Door {
  readonly opened: Promise<void>;
  open(): void;
}

export function door(): Door {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Makes parts that note when they are opened, used and closed, in one list. */
export function partMaker() {
  const log: string[] = [];
  /** Of each tenant, how many parts are open now, and the most that ever were. */
  const open = new Map<string, number>();
  const most = new Map<string, number>();
  let opened = 0;
  return {
    log,
    open,
    most,
    /** How many are open now, of all tenants. */
    count: () => [...open.values()].reduce((sum, each) => sum + each, 0),
    make: async (tenant_id: string): Promise<Backend> => {
      opened += 1;
      const number = opened;
      let isClosed = false;
      log.push(`open ${tenant_id}`);
      const now = (open.get(tenant_id) ?? 0) + 1;
      open.set(tenant_id, now);
      most.set(tenant_id, Math.max(now, most.get(tenant_id) ?? 0));
      const part = {
        name: `${tenant_id} ${number}`,
        async countMemories() {
          if (isClosed) throw new Error(`${tenant_id} was closed while it was used`);
          await Promise.resolve();
          if (isClosed) throw new Error(`${tenant_id} was closed while it was used`);
          return number;
        },
        async *streamMemories() {
          for (const id of ['a', 'b', 'c']) {
            if (isClosed) throw new Error(`${tenant_id} was closed while it was read`);
            yield { id };
          }
        },
        async close() {
          if (isClosed) throw new Error(`${tenant_id} was closed twice`);
          isClosed = true;
          open.set(tenant_id, (open.get(tenant_id) ?? 0) - 1);
          log.push(`close ${tenant_id}`);
        },
      };
      // Only what the pool and these tests call.
      return part as unknown as Backend;
    },
  };
}
