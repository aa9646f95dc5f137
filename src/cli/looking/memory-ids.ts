import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { notFound } from '../../repository/failures.js';
import { safeLine } from '../terminal/safe-text.js';

/** What ids are looked up in; `Repositories` holds one. */
export interface IdLookup {
  completeId(prefix: string, limit: number): Promise<string[]>;
}

const LEAST_CHARACTERS = 4;
const LEAST_SHOWN = 8;
const LISTED = 10;
/** Ids looked at that begin alike; where there are more, a longer beginning is tried. */
const COMPARED = 50;
const STEP = 5;

/**
 * The id that a person means: a whole one, or the unambiguous beginning of one.
 * @param titles looks up what to show of ids that begin alike.
 * @throws MemoryGraphError `usage` for a beginning of less than 4 characters or of several ids, `not_found`.
 */
export async function resolveId(
  lookup: IdLookup,
  given: string,
  titles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<string> {
  const found = given === '' ? [] : await lookup.completeId(given, LISTED + 1);
  if (found.includes(given)) return given;
  if (given.length < LEAST_CHARACTERS) {
    const says = `"${given}" is too short for the beginning of an id: give at least ${LEAST_CHARACTERS} characters.`;
    throw new MemoryGraphError('usage', says);
  }
  const [only, ...more] = found;
  if (only === undefined) throw notFound('memory', given);
  if (more.length === 0) return only;
  throw ambiguous(given, found, await titles(found));
}

/** Beginnings of ids that are enough to name them, all equally long; the ids themselves in a pipe. */
export async function shortIds(
  lookup: IdLookup,
  ids: readonly string[],
  columns: number | null,
): Promise<ReadonlyMap<string, string>> {
  if (columns === null) return new Map(ids.map((id) => [id, id]));
  let longest = LEAST_SHOWN;
  for (const id of ids) longest = Math.max(longest, await needed(lookup, id));
  return new Map(ids.map((id) => [id, id.slice(0, longest)]));
}

/** How many characters tell an id from the others of the store. */
async function needed(lookup: IdLookup, id: string): Promise<number> {
  for (let length = LEAST_SHOWN; length < id.length; length += STEP) {
    const alike = await lookup.completeId(id.slice(0, length), COMPARED);
    if (alike.length === COMPARED) continue;
    // Ids that do not begin so are told apart by these characters already.
    return Math.max(length, ...alike.map((other) => (other === id ? 0 : commonLength(id, other) + 1)));
  }
  return id.length;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

function ambiguous(
  given: string,
  ids: readonly string[],
  titles: ReadonlyMap<string, string>,
): MemoryGraphError {
  const lines = ids.slice(0, LISTED).map((id) => `  ${id}  ${safeLine(titles.get(id) ?? '')}`);
  if (ids.length > LISTED) lines.push('  and more');
  const message = `Several ids begin with "${given}". Give more characters.`;
  return new MemoryGraphError('usage', message, {
    details: { ids: ids.slice(0, LISTED) },
    operatorMessage: `${message}\n${lines.join('\n')}`,
  });
}
