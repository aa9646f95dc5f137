import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';

/** Counts looks at memories and writes them in batches, so that reading stays a read. */
export interface UseRecorder {
  add(scope: AccessScope, id: string, at: string): void;
  /** Looks not written yet. */
  pending(id: string): number;
  /** Writes what is pending. A store that cannot be written keeps the looks for the next time; it never throws. */
  flush(): Promise<void>;
}

const FLUSH_AFTER_MS = 2_000;
const FLUSH_AT_IDS = 200;
const MOST_PENDING = 10_000;

/** @param onFailure told why looks could not be written, for the log. */
export function createUseRecorder(
  backend: Backend,
  onFailure: (cause: unknown) => void = () => {},
): UseRecorder {
  let looks = new Map<string, { scope: AccessScope; id: string; times: number; at: string }>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (looks.size === 0) return;
    const taken = looks;
    looks = new Map();
    const [first] = taken.values();
    if (first === undefined) return;
    try {
      await backend.addUse(first.scope, [...taken.values()]);
    } catch (cause) {
      onFailure(cause);
      if (looks.size + taken.size <= MOST_PENDING) for (const look of taken.values()) merge(look);
    }
  }

  function merge(look: { scope: AccessScope; id: string; times: number; at: string }): void {
    const known = looks.get(look.id);
    looks.set(look.id, known === undefined ? look : { ...known, times: known.times + look.times });
  }

  return {
    add(scope, id, at) {
      const known = looks.get(id);
      looks.set(id, { scope, id, times: (known?.times ?? 0) + 1, at });
      if (looks.size >= FLUSH_AT_IDS) void flush();
      else timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS).unref();
    },
    pending: (id) => looks.get(id)?.times ?? 0,
    flush,
  };
}
