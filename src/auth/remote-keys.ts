import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { refused } from './refusal.js';

/** Gets the JSON that an address publishes, or says why not, in a few words. Never rejects. */
export type FetchKeys = (url: string) => Promise<{ readonly value: unknown } | { readonly problem: string }>;

/** Between two questions to the issuer, whoever asks for unknown keys. */
const COOLDOWN_MS = 30_000;
/** The same where the last one failed and no keys are at hand. */
const RETRY_MS = 5_000;
/** After that keys are fetched anew, so that a key that was withdrawn does not stay. */
const REFRESH_MS = 10 * 60_000;
/** How long keys are used while the issuer cannot be reached. */
const LAST_RESORT_MS = 24 * 60 * 60_000;
const MOST_KEYS = 100;

/** What was had from the issuer, and when. */
interface Held {
  readonly find: JWTVerifyGetKey;
  readonly at: number;
}

/**
 * The keys that an issuer publishes. Fetched at the first token; again after 10 minutes, or when a token names a key
 * that is not among them, but at most every 30 seconds. While the issuer is down, those at hand go on for a day.
 * @param now milliseconds since 1970.
 */
export function remoteKeys(given: {
  readonly url: string;
  readonly now: () => number;
  readonly fetchKeys: FetchKeys;
}): JWTVerifyGetKey {
  const { url, now, fetchKeys } = given;
  let held: Held | null = null;
  let asked_at: number | null = null;
  let failure: string | null = null;
  let pending: Promise<boolean> | null = null;

  // A clock that was set back must not make a span longer.
  const isWithin = (since: number, span: number): boolean => now() >= since && now() < since + span;
  const load = async (): Promise<boolean> => {
    const keys = keySet(await fetchKeys(url));
    asked_at = now();
    failure = 'problem' in keys ? keys.problem : null;
    if ('problem' in keys) return false;
    held = { find: keys.find, at: asked_at };
    return true;
  };
  /** True where the keys are new now. */
  const refresh = (): Promise<boolean> => {
    if (pending !== null) return pending;
    const pause = held === null && failure !== null ? RETRY_MS : COOLDOWN_MS;
    if (asked_at !== null && isWithin(asked_at, pause)) return Promise.resolve(false);
    pending = load().finally(() => {
      pending = null;
    });
    return pending;
  };
  const current = async (): Promise<Held> => {
    if (held === null || !isWithin(held.at, REFRESH_MS)) await refresh();
    if (held !== null && isWithin(held.at, LAST_RESORT_MS)) return held;
    throw refused(`the keys of its issuer could not be fetched: ${failure ?? 'they are too old'}`);
  };
  return async (header, token) => {
    const { find } = await current();
    try {
      return await find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !(await refresh())) throw error;
      return (await current()).find(header, token);
    }
  };
}

function keySet(
  fetched: Awaited<ReturnType<FetchKeys>>,
): { readonly find: JWTVerifyGetKey } | { readonly problem: string } {
  if ('problem' in fetched) return fetched;
  try {
    const find = createLocalJWKSet(fetched.value as JSONWebKeySet);
    return find.jwks().keys.length > MOST_KEYS
      ? { problem: `it publishes more than ${MOST_KEYS} keys` }
      : { find };
  } catch {
    return { problem: 'it does not publish a key set (JWKS)' };
  }
}
