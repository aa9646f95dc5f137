import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS } from '../../src/domain/limits.js';
import { FIELD_WEIGHTS, SEARCH_FIELDS } from '../../src/domain/search-document.js';
import { code, markdownTable } from './markdown.js';
import { ROOT } from './pages.js';

/** Constants of the ranking by the module of `src/search` they stand in; inner ones, so their text is read. */
const PLACES: Readonly<Record<string, string>> = {
  K1: 'bm25',
  B: 'bm25',
  SCAN_LIMIT: 'plan',
  CANDIDATE_LIMIT: 'plan',
  RECENCY_BONUS: 'priors',
  RECENCY_HALF_LIFE_DAYS: 'priors',
  IMPORTANCE_SPAN: 'priors',
  USE_BONUS: 'priors',
  USE_FULL: 'priors',
  EDIT_WEIGHT: 'fuzzy',
  ALTERNATIVES: 'fuzzy',
  NEAR_DUPLICATE: 'similarity',
  SNIPPET_CHARACTERS: 'snippet',
};

/** Every number that the ranking rests on, from the code. */
export function searchNumbers(): string {
  return markdownTable(
    ['what', 'number'],
    [
      [
        'weight of a word by field',
        SEARCH_FIELDS.map((field) => `${field} ${FIELD_WEIGHTS[field]}`).join(', '),
      ],
      ['BM25', `k1 = ${constant('K1')}, b = ${constant('B')}`],
      [
        'words that find candidates are taken, rarest first, up to',
        `${thousands(constant('SCAN_LIMIT'))} memories holding them`,
      ],
      ['candidates that get a final score', `${constant('CANDIDATE_LIMIT')}, or as many as the page needs`],
      [
        'recency: true since now',
        `+${percent(constant('RECENCY_BONUS'))}, half of it after ${constant('RECENCY_HALF_LIFE_DAYS')} days`,
      ],
      [
        'importance 1 / 0.5 / 0',
        `+${percent(constant('IMPORTANCE_SPAN'))} / 0 / -${percent(constant('IMPORTANCE_SPAN'))}`,
      ],
      ['use', `up to +${percent(constant('USE_BONUS'))}, all of it from ${constant('USE_FULL')} looks on`],
      ['fuzzy: weight of a word for each edit', String(constant('EDIT_WEIGHT'))],
      ['fuzzy: other words taken for one asked word', `at most ${constant('ALTERNATIVES')}`],
      ['words of a question', `at most ${LIMITS.query_terms}`],
      ['similarity from which memories are near-duplicates', String(constant('NEAR_DUPLICATE'))],
      ['characters of a snippet', `${constant('SNIPPET_CHARACTERS')}; where room is short ${snippetSteps()}`],
    ],
  );
}

const LIMIT_WORDS: Readonly<Record<keyof typeof LIMITS, string>> = {
  id_characters: 'characters of an id',
  title_characters: 'characters of a title',
  content_characters: 'characters of a content',
  summary_characters: 'characters of a summary',
  tags: 'tags of a memory',
  tag_characters: 'characters of a tag',
  context_list_items: 'items of a list in the context',
  project_id_characters: 'characters in the id of a project',
  context_text_characters: 'characters of a text in the context',
  metadata_bytes: 'bytes of `additional_metadata`, as JSON',
  relationship_context_characters: 'characters of the context of a relationship',
  query_characters: 'characters of a question',
  cursor_characters: 'characters of a cursor',
  query_terms: 'words of a question that count',
  batch_memories: 'memories stored in one call',
  relationships_per_store: 'relationships stored with a memory',
  page: 'results on a page',
  offset: 'results skipped by `offset`',
  traversal_depth: 'relationships followed from a memory',
  traversal_memories: 'memories looked at in one walk',
  json_depth: 'levels of nested JSON in arguments',
  message_bytes: 'bytes of one message over stdio',
  idempotency_key_characters: 'characters of an `idempotency_key`',
  idempotency_hours: 'hours that an `idempotency_key` is kept',
  change_set_days: 'days that the id of a change set is kept',
};

/** Every size that the product agrees on. */
export function limitsTable(): string {
  const names = Object.keys(LIMITS) as (keyof typeof LIMITS)[];
  return markdownTable(
    ['limit', 'most', 'name in the code'],
    names.map((name) => [LIMIT_WORDS[name], thousands(LIMITS[name]), code(name)]),
  );
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`;
}

function thousands(number: number): string {
  return number.toLocaleString('en-US');
}

function constant(name: string): number {
  const value = Number(constantText(PLACES[name] ?? '', name).replaceAll('_', ''));
  if (Number.isNaN(value)) throw new Error(`${name} is no number`);
  return value;
}

function snippetSteps(): string {
  return constantText('token-budget', 'SNIPPET_STEPS')
    .replaceAll(/[^\d, ]/g, '')
    .trim();
}

function constantText(module: string, name: string): string {
  const text = readFileSync(join(ROOT, 'src/search', `${module}.ts`), 'utf8');
  const found = new RegExp(`^(?:export )?const ${name} = ([^;]+);`, 'm').exec(text)?.[1];
  if (found === undefined) throw new Error(`src/search/${module}.ts has no ${name} any more`);
  return found;
}
