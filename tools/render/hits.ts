import type { Hit, HitRelationship, SearchAnswer, Searched } from '../../src/domain/search-request.js';
import type { Source } from '../../src/domain/source.js';
import { day, dotted, inline, quoted, STORED_NOTICE, tokensAtMost } from './lines.js';

interface Place {
  /** Hits on the pages before. */
  readonly offset?: number | undefined;
  /** Of the structured answer and the text together; what the text adds beside the hits gives way to it. */
  readonly max_tokens?: number | undefined;
}

/** How much is said of a hit beside its title, dates and text. */
type Detail = 'neighbours' | 'titles' | 'least';

/** A search's answer for a model: what was searched, then a few lines a hit. */
export function renderHits(answer: SearchAnswer, { offset = 0, max_tokens }: Place = {}): string {
  const whole = renderAll(answer, offset, 'neighbours');
  if (max_tokens === undefined) return whole;
  const left = max_tokens - tokensAtMost(JSON.stringify(answer));
  if (tokensAtMost(whole) <= left) return whole;
  const titles = renderAll(answer, offset, 'titles');
  return tokensAtMost(titles) <= left ? titles : renderAll(answer, offset, 'least');
}

function renderAll(answer: SearchAnswer, offset: number, detail: Detail): string {
  const { results, total, searched } = answer;
  const where = describeSearched(searched);
  if (results.length === 0) {
    const found = total > 0 ? `${atLeast(answer)} found, none on this page` : 'Nothing found';
    return [`${found}. Searched ${where}.`, ...hintLines(answer.hints, searched)].join('\n');
  }
  const shown = `${atLeast(answer)} found, ${results.length} shown. Searched ${where}.`;
  const lines = [
    shown,
    STORED_NOTICE,
    ...results.map((hit, at) => renderHit(hit, offset + at + 1, { detail })),
  ];
  if (answer.next_cursor !== undefined) lines.push(`More: the same call with cursor "${answer.next_cursor}"`);
  else if (answer.has_more) lines.push('More were found than are shown; narrow the question.');
  return [...lines, ...(answer.hints ?? []).map(hintLine)].join('\n');
}

/** One hit: type, title, id, date, score, source; then its text, why it matched and what it is related to. */
export function renderHit(
  hit: Hit,
  number: number,
  { detail = 'neighbours', more = '' }: { readonly detail?: Detail; readonly more?: string } = {},
): string {
  const head = dotted([
    `${number}. ${hit.type === undefined ? '' : `[${hit.type}] `}${inline(hit.title)} (${hit.id})`,
    hit.created_at !== undefined && datesOf(hit.created_at, hit.valid_from),
    hit.project_id !== undefined && `in ${inline(hit.project_id, 80)}`,
    hit.valid_until != null && `until ${day(hit.valid_until)}`,
    hit.score?.toFixed(2),
    hit.created_by !== undefined && `by ${inline(hit.created_by, 60)}`,
    hit.visibility !== undefined &&
      `${hit.visibility}${hit.team_id === undefined ? '' : ` ${inline(hit.team_id, 60)}`}`,
    hit.source !== undefined && describeSource(hit.source),
  ]);
  const body = hit.content ?? hit.summary;
  const why = [
    hit.matched?.length ? `matched: ${hit.matched.map((word) => inline(word, 60)).join(', ')}` : '',
    ...(detail === 'least' ? [] : (hit.relationships ?? [])).map((one) => describeRelationship(one, detail)),
    hit.tags?.length && detail === 'neighbours' ? `tags: ${inline(hit.tags.join(', '))}` : '',
    more,
  ].filter((part) => part !== '');
  return [
    head,
    ...(body === undefined || body === '' || body === hit.title ? [] : [quoted(body)]),
    ...(why.length === 0 ? [] : [`   ${why.join('; ')}`]),
  ].join('\n');
}

/** Who wrote it and through which program, with the marks a reader should know of. */
export function describeSource(source: Source): string {
  const client = source.client === undefined ? '' : `/${inline(source.client, 60)}`;
  const flags = source.flags?.length ? ` (beware: ${source.flags.join(', ')})` : '';
  return `${source.kind}${client}${flags}`;
}

/** `SOLVES -> title (id)`: the arrow points along the relationship. */
function describeRelationship(one: HitRelationship, detail: Detail): string {
  const id = detail === 'neighbours' ? ` (${one.id})` : '';
  return `${one.type} ${one.direction === 'out' ? '->' : '<-'} ${inline(one.title, 80)}${id}`;
}

function datesOf(created: string, validFrom: string | undefined): string {
  const told = day(created);
  if (validFrom === undefined || day(validFrom) === told) return told;
  return `${told} (true since ${day(validFrom)})`;
}

function describeSearched(searched: Searched): string {
  const filters = Object.entries(searched.filters).map(([name, value]) => `${name}=${describeValue(value)}`);
  return [
    searched.scope,
    searched.words?.length ? `for ${inline(searched.words.join(', '))}` : '',
    searched.unknown_words?.length ? `(no memory holds: ${inline(searched.unknown_words.join(', '))})` : '',
    filters.length > 0 ? `with ${filters.join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return inline(value.join('|'), 100);
  return inline(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), 100);
}

function atLeast(answer: SearchAnswer): string {
  return answer.searched.total_is_minimum ? `At least ${answer.total}` : `${answer.total}`;
}

function hintLines(hints: readonly string[] | undefined, searched: Searched): string[] {
  if (hints !== undefined && hints.length > 0) return hints.map(hintLine);
  const filtered = Object.keys(searched.filters).length > 0;
  const ways = [
    searched.words?.length ? 'other or fewer words' : '',
    filtered ? 'fewer filters' : '',
    'get_recent_activity for what was stored lately',
  ].filter((way) => way !== '');
  return [hintLine(`Try ${ways.join(', or ')}.`)];
}

function hintLine(hint: string): string {
  return `Hint: ${hint}`;
}
