import { hash } from 'node:crypto';
import type { Principal } from '../domain/principal.js';

/** How long a checked token is believed without a new check, in milliseconds. */
const TRUSTED_MS = 30_000;
const MOST_TOKENS = 1_000;

/** Tokens that were checked a moment ago. Keeps their hashes, not their texts. */
export interface TokenCache {
  /** undefined: not known, or known for too long. */
  find(token: string): Principal | undefined;
  /** Where `flush` was called since `began`, nothing is kept: the check may have used what is no longer true. */
  keep(token: string, principal: Principal, runs_out_ms: number, began: number): void;
  /** A mark of now, for `keep`. */
  readonly generation: number;
  flush(): void;
}

interface Entry {
  readonly principal: Principal;
  readonly from: number;
  readonly until: number;
}

/**
 * Remembers at most 1,000 tokens, each for 30 seconds and never past its end; the one used longest ago goes first.
 * @param now milliseconds since 1970.
 */
export function createTokenCache(now: () => number): TokenCache {
  // A map keeps the order of insertion: the first key is the one used longest ago.
  const entries = new Map<string, Entry>();
  let generation = 0;
  return {
    get generation() {
      return generation;
    },
    find(token) {
      const key = keyOf(token);
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      const at = now();
      // A clock that was set back would otherwise make an entry live for as long as that.
      if (at < entry.from || at >= entry.until) return undefined;
      entries.set(key, entry);
      return entry.principal;
    },
    keep(token, principal, runs_out_ms, began) {
      const from = now();
      const until = Math.min(runs_out_ms, from + TRUSTED_MS);
      if (began !== generation || until <= from) return;
      const key = keyOf(token);
      entries.delete(key);
      entries.set(key, { principal, from, until });
      if (entries.size > MOST_TOKENS) entries.delete(entries.keys().next().value ?? '');
    },
    flush() {
      generation += 1;
      entries.clear();
    },
  };
}

function keyOf(token: string): string {
  return hash('sha256', token, 'base64');
}
