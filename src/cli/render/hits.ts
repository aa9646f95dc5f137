import type { Hit, HitRelationship, SearchAnswer, Searched } from '../../domain/search-request.js';
import type { Repositories } from '../../repository/repositories.js';
import { dayText } from '../dates.js';
import { shortIds } from '../memory-ids.js';
import { safeLine, safeText } from '../safe-text.js';
import { screenColumns } from '../screen.js';
import { style } from '../style.js';
import { wrapped } from '../wrap.js';
import { beware, dotted } from './facts.js';

const INDENT = '   ';
const WIDEST_TEXT = 100;
const LEAST_HIGHLIGHTED = 2;

interface Page {
  readonly now: string;
  readonly columns: number | null;
  readonly ids: ReadonlyMap<string, string>;
}

/** A search's answer for a person: what was found, each with its text and neighbours, and what to try next. */
export async function hitsText(
  answer: SearchAnswer,
  { repositories, now }: { readonly repositories: Repositories; readonly now: string },
): Promise<string> {
  const columns = screenColumns();
  const { results, total, searched, hints = [] } = answer;
  const hinted = hints.map((hint) => `${style.note('Hint:')} ${safeLine(hint)}`);
  if (results.length === 0) return [`Nothing found in ${where(searched)}.`, ...hinted].join('\n');
  const all = results.flatMap((hit) => [hit.id, ...(hit.relationships ?? []).map((each) => each.id)]);
  const ids = await shortIds(repositories.memories, [...new Set(all)], columns);
  const shown = results.map((hit, at) => hitText(hit, at + 1, { now, columns, ids }));
  const count = `${searched.total_is_minimum ? 'at least ' : ''}${total}`;
  const of = results.length < total ? `${results.length} of ${count}` : count;
  const more = answer.has_more ? ' --limit shows more.' : '';
  return [...shown, [style.faint(`${of} found in ${where(searched)}.${more}`), ...hinted].join('\n')].join(
    '\n\n',
  );
}

function hitText(hit: Hit, number: number, page: Page): string {
  const head = `${style.faint(`${number}.`.padEnd(INDENT.length))}${style.strong(safeLine(hit.title))}`;
  const facts = dotted([
    style.kind(hit.type ?? ''),
    hit.created_at === undefined ? '' : style.faint(dayText(hit.created_at, page.now, page.columns)),
    hit.valid_until == null ? '' : style.note(`until ${dayText(hit.valid_until, page.now, page.columns)}`),
    style.faint(page.ids.get(hit.id) ?? hit.id),
    hit.tags?.length ? style.faint(hit.tags.map((tag) => `#${safeLine(tag)}`).join(' ')) : '',
    hit.source === undefined ? '' : beware(hit.source),
  ]);
  const text = hit.content === undefined || hit.content === hit.title ? [] : bodyLines(hit, page.columns);
  const near = (hit.relationships ?? []).map((each) => neighbour(each, page.ids));
  return [head, `${INDENT}${facts}`, ...[...text, ...near].map((line) => `${INDENT}${line}`.trimEnd())].join(
    '\n',
  );
}

function bodyLines(hit: Hit, columns: number | null): string[] {
  const text = safeText(hit.content ?? '');
  const lines =
    columns === null ? text.split('\n') : wrapped(text, Math.min(columns, WIDEST_TEXT) - INDENT.length);
  const words = (hit.matched ?? []).filter((word) => word.length >= LEAST_HIGHLIGHTED);
  return lines.map((line) => highlighted(line, words));
}

/** The words of the question, where they begin a word of the text. */
function highlighted(line: string, words: readonly string[]): string {
  if (words.length === 0) return line;
  const sought = words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  return line.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${sought})[\\p{L}\\p{N}]*`, 'giu'), (found) =>
    style.strong(found),
  );
}

/** The arrow points along the relationship. */
function neighbour(
  { type, direction, title, id }: HitRelationship,
  ids: ReadonlyMap<string, string>,
): string {
  const arrow = direction === 'out' ? `${type} ->` : `<- ${type}`;
  return `${style.kind(arrow)} ${safeLine(title)} ${style.faint(ids.get(id) ?? id)}`;
}

function where(searched: Searched): string {
  const filters = Object.keys(searched.filters).length === 0 ? '' : ', with the options given';
  const { unknown_words: unknown = [] } = searched;
  const missing = unknown.length === 0 ? '' : `; no memory holds ${unknown.map(safeLine).join(', ')}`;
  return `${safeLine(searched.scope)}${filters}${missing}`;
}
