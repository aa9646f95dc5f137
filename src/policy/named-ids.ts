import { isIdentifier } from '../domain/identifiers.js';

/** Keys that hold one id or a list of ids, beside those that end in `_id` or `_ids`. */
const ID_KEYS: ReadonlySet<string> = new Set(['id', 'ids', 'supersedes', 'duplicate_of', 'file', 'uri']);
/** Keys whose records name more ids. Closed, so that what a memory says or a caller makes up is never looked into. */
const RECORD_KEYS: ReadonlySet<string> = new Set([
  ...['memory', 'memories', 'relationship', 'relationships', 'results', 'near_duplicates', 'steps', 'via'],
  ...['created', 'updated', 'closed', 'relationships_created', 'relationships_closed'],
]);
const MEMORY_URI = 'memory://';
const MOST_DEPTH = 3;

/**
 * Ids of records that arguments or an answer name: at the top, and in the records they hold. Texts that can be no
 * id are passed over, contexts and metadata never entered.
 * @param take told each id, in order, repeated ones again.
 */
export function visitNamedIds(value: unknown, take: (id: string) => void): void {
  visitRecord(value, take, 1);
}

function visitRecord(value: unknown, take: (id: string) => void, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(members)) {
    // No regular expression: this looks at every key of every answer.
    const isId = key.endsWith('_id') || key.endsWith('_ids') || ID_KEYS.has(key);
    if (!isId && (depth === MOST_DEPTH || !RECORD_KEYS.has(key))) continue;
    const inner = members[key];
    for (const each of Array.isArray(inner) ? inner : [inner]) {
      if (!isId) visitRecord(each, take, depth + 1);
      else if (typeof each === 'string') takeId(each, take);
    }
  }
}

function takeId(text: string, take: (id: string) => void): void {
  const id = text.startsWith(MEMORY_URI) ? ofUri(text.slice(MEMORY_URI.length)) : text;
  if (isIdentifier(id)) take(id);
}

/** The id of `memory://{id}`; none where it is not escaped as a URI is. */
function ofUri(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return '';
  }
}
