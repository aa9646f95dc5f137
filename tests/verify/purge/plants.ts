import { analyse } from '../../../src/search/analysis.js';
import type { Corpus } from '../../support/corpus.js';
import { asArray, asObject, textField } from '../../support/json.js';
import type { McpStdioClient } from '../../support/mcp-stdio-client.js';
import type { Random } from '../../support/random.js';

/** Where a planted word stands. */
export const PLACES = [
  'title',
  'content',
  'long content',
  'summary',
  'tag',
  'context',
  'closed memory',
  'tombstone',
  'kept answer',
  'idempotency key',
  'former version',
  'relationship context',
] as const;

type Place = (typeof PLACES)[number];

/** A word that stands in one place of the store, and how that place is purged. */
export interface Plant {
  readonly place: Place;
  readonly word: string;
  /** What is looked for in raw bytes: the end of the word's stem, as an index may leave out how a word begins. */
  readonly needle: string;
  /** The memory to purge; absent where the text itself is named. */
  readonly id?: string;
}

/** How words begin that are purged by their text: all of a place with one command. */
export const BEGINNINGS: Partial<Record<Place, string>> = {
  'idempotency key': 'zkeyq',
  'former version': 'zoldq',
  'relationship context': 'zrelq',
};

const LETTERS = 'bcdfghjklmnpqrtvwxz';
const RANDOM_LETTERS = 16;
const NEEDLE_LETTERS = 10;

function plantedWord(random: Random, beginning: string): { word: string; needle: string } {
  const middle = Array.from({ length: RANDOM_LETTERS }, () => random.pick([...LETTERS])).join('');
  const word = `${beginning}a${middle}king`;
  const stem = analyse(word)[0]?.word ?? '';
  if (stem === '' || stem === word) throw new Error(`${word} has no stem of its own`);
  return { word, needle: stem.slice(-NEEDLE_LETTERS) };
}

/** Plants one word through the tools that an assistant has. */
export async function plant(
  client: McpStdioClient,
  place: Place,
  random: Random,
  corpus: Corpus,
): Promise<Plant> {
  const { word, needle } = plantedWord(random, BEGINNINGS[place] ?? 'q');
  const store = async (args: Record<string, unknown>): Promise<string> => {
    const memory = { type: 'general', content: corpus.document(), ...args };
    return textField((await client.mustTool('store_memory', memory)).data, 'id');
  };
  const text = `${corpus.document()} ${word} ${corpus.document()}`;
  const planted = { place, word, needle };
  switch (place) {
    case 'title':
      return { ...planted, id: await store({ title: `About ${word}` }) };
    case 'content':
      return { ...planted, id: await store({ content: text }) };
    case 'long content':
      return {
        ...planted,
        id: await store({ content: `${text}\n`.repeat(Math.floor(40_000 / text.length)) }),
      };
    case 'summary':
      return { ...planted, id: await store({ summary: `In short: ${word}` }) };
    case 'tag':
      return { ...planted, id: await store({ tags: ['other', word] }) };
    case 'context':
      return { ...planted, id: await store({ context: { [word]: { deep: [word] } } }) };
    case 'closed memory': {
      const id = await store({ content: text });
      await store({ supersedes: [id] });
      return { ...planted, id };
    }
    case 'tombstone': {
      const id = await store({ content: text, title: word });
      await client.mustTool('delete_memory', { memory_id: id });
      return { ...planted, id };
    }
    case 'kept answer': {
      const content = corpus.document();
      const id = await store({ title: word, content });
      const near = {
        type: 'general',
        content: `${content} more`,
        idempotency_key: `key ${needle.length} ${id}`,
      };
      const { data } = await client.mustTool('store_memory', near);
      const titles = asArray(data.near_duplicates).map((each) => asObject(each).title);
      if (!titles.includes(word)) throw new Error(`the answer does not name ${word}`);
      return { ...planted, id };
    }
    case 'idempotency key':
      await store({ idempotency_key: `call ${word}` });
      return planted;
    case 'former version': {
      const id = await store({ content: text, tags: [word], summary: word });
      await client.mustTool('update_memory', {
        memory_id: id,
        content: corpus.document(),
        title: 'Another',
        tags: [],
        summary: 'Another',
      });
      return planted;
    }
    case 'relationship context': {
      const ends = { from_memory_id: await store({}), to_memory_id: await store({}) };
      await client.mustTool('create_relationship', {
        ...ends,
        relationship_type: 'SOLVES',
        context: `where ${word} is`,
      });
      return planted;
    }
  }
}
