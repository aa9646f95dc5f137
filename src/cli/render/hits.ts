import type { Hit, HitRelationship, SearchAnswer, Searched } from '../../domain/search-request.js';
import type { Repositories } from '../../repository/repositories.js';
import { shortIds } from '../looking/memory-ids.js';
import { dayText } from '../terminal/dates.js';
import { safeLine, safeText } from '../terminal/safe-text.js';
import { screenColumns } from '../terminal/screen.js';
import { style } from '../terminal/style.js';
import { wrapped } from '../terminal/wrap.js';
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
  if (results.length === 0) return [`Nothing found in ${where(searched, false)}.`, ...hinted].join('\n');
  const all = results.flatMap((hit) => [hit.id, ...(hit.relationships ?? []).map((each) => each.id)]);
  const ids = await shortIds(repositories.memories, [...new Set(all)], columns);
  const shown = results.map((hit, at) => hitText(hit, at + 1, { now, columns, ids }));
  const count = `${searched.total_is_minimum ? 'at least ' : ''}${total}`;
  const of = results.length < total ? `${results.length} of ${count}` : count;
  const more = answer.has_more ? ' --limit shows more.' : '';
  return [
    ...shown,
    [style.faint(`${of} found in ${where(searched, true)}.${more}`), ...hinted].join('\n'),
  ].join('\n\n');
}

function hitText(hit: Hit, number: number, page: Page): string {
  const head = `${style.faint(`${number}.`.padEnd(INDENT.length))}${style.strong(safeLine(hit.title))}`;
  const facts = dotted([
    style.kind(hit.type ?? ''),
    hit.created_at === undefined ? '' : style.faint(dayText(hit.created_at, page.now, page.columns)),
    hit.valid_until == null ? '' : style.note(`until ${dayText(hit.valid_until, page.now, page.columns)}`),
    style.faint(page.ids.get(hit.id) ?? hit.id),
    hit.tags?.length ? style.faint(hit.tags.map((tag) => `#${safeLine(tag)}`).join(' ')) : '',
  ]);
  const doubts = hit.source === undefined ? '' : beware(hit.source);
  const text = hit.content === undefined || hit.content === hit.title ? [] : bodyLines(hit, page.columns);
  const near = (hit.relationships ?? []).map((each) => neighbour(each, page.ids));
  const lines = [
    ...fitted(facts, page.columns),
    ...(doubts === '' ? [] : fitted(doubts, page.columns)),
    ...text,
    ...near.flatMap((line) => fitted(line, page.columns)),
  ];
  return [head, ...lines.map((line) => `${INDENT}${line}`.trimEnd())].join('\n');
}

function bodyLines(hit: Hit, columns: number | null): string[] {
  const lines = fitted(safeText(hit.content ?? ''), columns);
  const words = (hit.matched ?? []).filter((word) => word.length >= LEAST_HIGHLIGHTED);
  return lines.map((line) => highlighted(line, words));
}

/** Lines that fit a terminal beside the indent, and are as long as they are in a pipe. */
function fitted(text: string, columns: number | null): string[] {
  if (columns === null) return text.split('\n');
  return wrapped(text, Math.min(columns, WIDEST_TEXT) - INDENT.length);
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

function where({ scope, filters, unknown_words: unknown = [] }: Searched, isFound: boolean): string {
  const filtered = Object.keys(filters).length === 0 ? '' : ', with the options given';
  // Where nothing was found, a hint says so.
  const missing =
    unknown.length === 0 || !isFound ? '' : `; no memory holds ${unknown.map(safeLine).join(', ')}`;
  return `${safeLine(scope)}${filtered}${missing}`;
}
