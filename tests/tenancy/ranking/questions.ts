import { call } from '../plans/plan.js';
import type { Answer, Ask, Connection } from '../probing/connection.js';
import { SECRET_WORDS, WORDS } from './texts.js';

/**
 * Searches of every kind: for each word, for pairs, for misspellings, for words nobody may know.
 * @param few takes so many words instead of all.
 */
export function questions(limit: number, few = WORDS.length): Ask[] {
  const asked: readonly Ask['params'][] = [
    ...WORDS.slice(0, few).flatMap((word, at) => {
      const pair = `${word} ${WORDS[(at + 1) % WORDS.length]}`;
      return [
        { query: word },
        { query: pair },
        { query: pair, match_mode: 'all' },
        { query: `${word.slice(0, -1)}x`, search_tolerance: 'fuzzy' },
        { query: `${pair} nothing`, search_tolerance: 'strict' },
        { query: pair, tags: ['none'] },
        { query: pair, project: 'github.com/acme/nothing' },
      ];
    }),
    ...SECRET_WORDS.slice(0, few).flatMap((word) => [
      { query: word },
      { query: `${word} server`, search_tolerance: 'strict' },
      { query: `${word}s`, search_tolerance: 'fuzzy' },
      { query: `${word} cache`, match_mode: 'all' },
    ]),
  ];
  return [
    ...asked.map((args) =>
      call('search_memories', { ...args, limit, detail: 'summary', max_tokens: 25_000 }),
    ),
    ...WORDS.slice(0, few).map((word) =>
      call('recall_memories', { query: `how did the ${word} fail`, limit }),
    ),
  ];
}

/** Every answer, as it stood on the wire; a cursor is sealed anew each time. */
export async function answersTo(connection: Connection, asks: readonly Ask[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const ask of asks) {
    const answer = await connection.ask(ask);
    const { next_cursor: cursor } = answer.data;
    const bytes = typeof cursor === 'string' ? answer.bytes.replaceAll(cursor, '<cursor>') : answer.bytes;
    answers.push({ ...answer, bytes });
  }
  return answers;
}

interface Hit {
  readonly id: string;
  readonly matched?: readonly string[];
}

/** What an answer says beside the order of its hits, which hangs on how rare words are in the whole tenant. */
export function factsOf({ code, data }: Answer): unknown {
  const { total, has_more, hints } = data;
  const { order: _none, ...searched } = data.searched as Readonly<Record<string, unknown>>;
  const hits = data.results as readonly Hit[];
  const whole = has_more === false ? hits.map(({ id, matched }) => ({ id, matched })) : [];
  return { code, total, has_more, hints, searched, hits: whole.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}
