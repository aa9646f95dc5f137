import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { SearchRequest } from '../../domain/search-request.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { RepositoryContext } from '../context.js';
import { packSequences, unpackSequences } from './sequence-list.js';

/** Where a list goes on: after these hits of a ranking (by sequence), or after a place in a list by time. */
export type CursorPlace =
  | { readonly seen: readonly number[] }
  | { readonly at: string; readonly id: string; readonly count: number };

/** As it stands in the cursor: the hits already seen in a short text. */
type Packed = { readonly seen: string } | Exclude<CursorPlace, { readonly seen: readonly number[] }>;

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A cursor holds the last place and a hash of the question, sealed with the store's secret for this principal: it
 * serves the same question of the same principal alone, and shows nobody how many memories lie between two hits.
 */
export async function writeCursor(
  context: RepositoryContext,
  question: unknown,
  place: CursorPlace,
): Promise<string> {
  const packed = 'seen' in place ? { seen: packSequences(place.seen) } : place;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, await key(context), iv).setAAD(principalOf(context));
  const body = JSON.stringify({ q: questionHash(question), ...packed });
  const sealed = [iv, cipher.update(body, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString('base64url');
}

/** Throws `invalid_cursor` for anything that `writeCursor` did not make for this question and principal. */
export async function readCursor(
  context: RepositoryContext,
  question: unknown,
  cursor: string,
): Promise<CursorPlace> {
  const text = await opened(context, Buffer.from(cursor, 'base64url'));
  const { q, ...place } = JSON.parse(text) as Packed & { readonly q: string };
  if (q !== questionHash(question)) throw invalidCursor();
  return 'seen' in place ? { seen: unpackSequences(place.seen) } : place;
}

async function opened(context: RepositoryContext, sealed: Buffer): Promise<string> {
  if (sealed.length <= IV_BYTES + TAG_BYTES) throw invalidCursor();
  const decipher = createDecipheriv(CIPHER, await key(context), sealed.subarray(0, IV_BYTES))
    .setAAD(principalOf(context))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const body = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8');
    return body + decipher.final('utf8');
  } catch {
    throw invalidCursor();
  }
}

/** The store's secret is used for cursors alone; hashed, it has the size of a key, whatever store it is. */
async function key({ backend, scope }: RepositoryContext): Promise<Buffer> {
  return createHash('sha256')
    .update('cursor')
    .update(await backend.secret(scope))
    .digest();
}

function principalOf({ scope }: RepositoryContext): Buffer {
  return Buffer.from(JSON.stringify([scope.tenant_id, scope.user_id]));
}

function questionHash(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 22);
}

function invalidCursor(): MemoryGraphError {
  return new MemoryGraphError(
    'invalid_cursor',
    'This cursor does not belong to this question. Ask the same question without a cursor to begin again.',
    { details: { argument: 'cursor' } },
  );
}

/** What a cursor is bound to: everything that decides which memories come in which order. */
export function questionOf(request: SearchRequest): unknown {
  const { query, terms, tolerance, match_mode, filter, project, as_of, asked_by } = request;
  return [asked_by, query ?? '', terms ?? [], tolerance, match_mode, filter, project ?? null, as_of ?? null];
}
