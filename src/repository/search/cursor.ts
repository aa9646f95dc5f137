import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
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

const MAC_BYTES = 16;

/**
 * A cursor holds the last place and a hash of the question, signed with the store's secret for this principal:
 * it serves the same question of the same principal alone.
 */
export async function writeCursor(
  context: RepositoryContext,
  question: unknown,
  place: CursorPlace,
): Promise<string> {
  const packed = 'seen' in place ? { seen: packSequences(place.seen) } : place;
  const body = Buffer.from(JSON.stringify({ q: questionHash(question), ...packed })).toString('base64url');
  return `${body}.${(await mac(context, body)).toString('base64url')}`;
}

/** Throws `invalid_cursor` for anything that `writeCursor` did not make for this question and principal. */
export async function readCursor(
  context: RepositoryContext,
  question: unknown,
  cursor: string,
): Promise<CursorPlace> {
  const [body = '', signature = ''] = cursor.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = await mac(context, body);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalidCursor();
  const { q, ...place } = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Packed & {
    readonly q: string;
  };
  if (q !== questionHash(question)) throw invalidCursor();
  return 'seen' in place ? { seen: unpackSequences(place.seen) } : place;
}

async function mac(context: RepositoryContext, body: string): Promise<Buffer> {
  const secret = await context.backend.secret(context.scope);
  const principal = `${context.scope.tenant_id}\n${context.scope.user_id}`;
  return createHmac('sha256', secret).update(`${principal}\n${body}`).digest().subarray(0, MAC_BYTES);
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
