import type { Identity, TokenVerifier } from '../contracts/identity.js';
import type { Principal } from '../domain/principal.js';
import { noToken } from './refusal.js';
import { readSmallFile } from './small-file.js';

/** Where a process has its token from: the token itself, or a file that somebody renews. */
export type TokenSource = { readonly token: string } | { readonly file: string };

const FILE_BYTES = 64 * 1024;
/** A file is not read more often, in milliseconds. */
const PAUSE_MS = 1_000;

/**
 * Who a process speaks for that was given a token. Each call goes through the verifier. A file is read again when its
 * token is no longer accepted, at most once a second.
 * @param now milliseconds since 1970.
 */
export function tokenIdentity(source: TokenSource, verifier: TokenVerifier, now: () => number): Identity {
  return 'token' in source
    ? { principal: () => verifier.verify(source.token.trim()) }
    : fileIdentity(source.file, verifier, now);
}

function fileIdentity(file: string, verifier: TokenVerifier, now: () => number): Identity {
  let held: string | null = null;
  let read_at: number | null = null;
  let reading: Promise<Principal> | null = null;
  let failure: unknown = null;

  const readAgain = async (): Promise<Principal> => {
    read_at = now();
    try {
      const read = await readSmallFile(file, FILE_BYTES);
      if ('problem' in read) throw noToken(`MEMORY_AUTH_TOKEN_FILE: ${read.problem}`);
      const token = read.text.trim();
      const principal = await verifier.verify(token);
      held = token;
      return principal;
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  const mayRead = (): boolean => read_at === null || now() < read_at || now() >= read_at + PAUSE_MS;
  return {
    async principal() {
      if (held !== null) {
        try {
          return await verifier.verify(held);
        } catch (error) {
          failure = error;
        }
      }
      // Calls at the same time share one reading.
      if (reading !== null) return reading;
      if (!mayRead()) throw failure;
      reading = readAgain().finally(() => {
        reading = null;
      });
      return reading;
    },
  };
}
