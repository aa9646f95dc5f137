import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';

/** Counts looks at memories and writes them in batches, so that reading stays a read. */
export interface UseRecorder {
  add(scope: AccessScope, id: string, at: string): void;
  /** Looks not written yet. */
  pending(scope: AccessScope, id: string): number;
  /** Writes what is pending. A store that cannot be written keeps the looks for the next time; it never throws. */
  flush(): Promise<void>;
}

interface Look {
  /** The latest of the caller's scopes. */
  readonly scope: AccessScope;
  readonly id: string;
  readonly times: number;
  readonly at: string;
}

const FLUSH_AFTER_MS = 2_000;
const FLUSH_AT_IDS = 200;
const MOST_PENDING = 10_000;

/** @param onFailure told why looks could not be written, for the log. */
export function createUseRecorder(
  backend: Backend,
  onFailure: (cause: unknown) => void = () => {},
): UseRecorder {
  let looks = new Map<string, Look>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (looks.size === 0) return;
    const taken = looks;
    looks = new Map();
    for (const [scope, own] of byScope(taken.values())) await write(scope, own);
  }

  async function write(scope: AccessScope, own: readonly Look[]): Promise<void> {
    try {
      await backend.addUse(scope, own);
    } catch (cause) {
      onFailure(cause);
      if (looks.size + own.length <= MOST_PENDING) for (const look of own) merge(look);
    }
  }

  function merge(look: Look): void {
    const key = keyOf(look.scope, look.id);
    const known = looks.get(key);
    looks.set(key, known === undefined ? look : { ...known, times: known.times + look.times });
  }

  return {
    add(scope, id, at) {
      const key = keyOf(scope, id);
      const known = looks.get(key);
      looks.set(key, { scope, id, times: (known?.times ?? 0) + 1, at });
      if (looks.size >= FLUSH_AT_IDS) void flush();
      else timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS).unref();
    },
    pending: (scope, id) => looks.get(keyOf(scope, id))?.times ?? 0,
    flush,
  };
}

/** Looks of one user of one tenant are theirs alone. */
function keyOf({ tenant_id, user_id }: AccessScope, id: string): string {
  return `${whoOf(tenant_id, user_id)}\n${id}`;
}

function whoOf(tenant_id: string, user_id: string): string {
  return JSON.stringify([tenant_id, user_id]);
}

function byScope(looks: Iterable<Look>): Map<AccessScope, Look[]> {
  const scopes = new Map<string, AccessScope>();
  const own = new Map<AccessScope, Look[]>();
  for (const look of looks) {
    const who = whoOf(look.scope.tenant_id, look.scope.user_id);
    const scope = scopes.get(who) ?? look.scope;
    scopes.set(who, scope);
    own.set(scope, [...(own.get(scope) ?? []), look]);
  }
  return own;
}
