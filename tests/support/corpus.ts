import { commonWords } from './common-words.js';
import { Random } from './random.js';

const VOCABULARY = 50_000;
const ZIPF_EXPONENT = 1.07;
/** Words up to this rank count as frequent where a question is made. */
const FREQUENT_RANK = 100;

export interface Question {
  /** Six words in random order: three content words and three frequent ones, of one document. */
  readonly text: string;
  /** The rarest of them. */
  readonly word: string;
  readonly document: number;
}

/**
 * Seeded texts with natural word frequencies: the word of rank r comes with a probability in proportion to
 * r^-1.07. The commonest several hundred are English and developers' words, the rest made-up ones.
 */
export class Corpus {
  readonly #random: Random;
  readonly #words: readonly string[];
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #cumulative: Float64Array;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#words = vocabulary(new Random(seed ^ 0x5eed));
    this.#ranks = new Map(this.#words.map((word, rank) => [word, rank]));
    this.#cumulative = new Float64Array(this.#words.length);
    let sum = 0;
    for (let i = 0; i < this.#words.length; i++) {
      sum += (i + 1) ** -ZIPF_EXPONENT;
      this.#cumulative[i] = sum;
    }
  }

  /** The next text: 20 to 60 words. */
  document(): string {
    const length = this.#random.integer(20, 60);
    return `${Array.from({ length }, () => this.#word()).join(' ')}.`;
  }

  documents(count: number): string[] {
    return Array.from({ length: count }, () => this.document());
  }

  /** Loose questions with words drawn from documents, each occurrence of a word being equally likely. */
  questions(documents: readonly string[], count: number, seed: number): Question[] {
    const random = new Random(seed);
    const questions: Question[] = [];
    while (questions.length < count) {
      const document = random.integer(0, documents.length - 1);
      const words = (documents[document] ?? '').slice(0, -1).split(' ');
      const rank = (word: string): number => this.#ranks.get(word) ?? 0;
      const content = distinct(
        random,
        words.filter((word) => rank(word) >= FREQUENT_RANK),
      );
      const frequent = distinct(
        random,
        words.filter((word) => rank(word) < FREQUENT_RANK),
      );
      if (content.length < 3 || frequent.length < 3) continue;
      const rarest = content.reduce((a, b) => (rank(a) > rank(b) ? a : b));
      questions.push({ text: random.shuffled([...content, ...frequent]).join(' '), word: rarest, document });
    }
    return questions;
  }

  #word(): string {
    const at = this.#random.next() * (this.#cumulative.at(-1) ?? 1);
    let low = 0;
    let high = this.#words.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#cumulative[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return this.#words[low] ?? '';
  }
}

/** Up to three different words of a list, drawn by their number of occurrences. */
function distinct(random: Random, words: readonly string[]): string[] {
  return [...new Set(random.shuffled(words))].slice(0, 3);
}

function vocabulary(random: Random): string[] {
  const starts = 'b br c ch d dr f g gl h j k kl l m n p pl pr qu r s sk st t tr v w z'.split(' ');
  const vowels = 'a e i o u ai ea ou'.split(' ');
  const ends = 'b ck d f g l m n nd nt p r rk rt s sh t x zz'.split(' ');
  const words = new Set(commonWords());
  while (words.size < VOCABULARY) {
    const syllables = random.integer(1, 3);
    let word = '';
    for (let i = 0; i < syllables; i++) word += random.pick(starts) + random.pick(vowels);
    words.add(word + random.pick(ends));
  }
  return [...words];
}
