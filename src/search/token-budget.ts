import { isAscii } from './normal-form.js';

/** Lengths that snippets are shortened to, one after the other, before hits are dropped. */
const SNIPPET_STEPS = [160, 100, 60] as const;

const ASCII_PER_TOKEN = 4;
const WIDE_PER_TOKEN = 2;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const BEYOND_BMP = 0xffff;

/**
 * About how many tokens a model reads a text as, rounded up: 4 ASCII characters a token, 2 of other
 * alphabets, 1 of Chinese, Japanese and Korean, half an emoji. A rule of thumb for byte-pair encodings of
 * 100,000 and more entries; code and long identifiers cost somewhat more.
 */
export function estimateTokens(text: string): number {
  if (isAscii(text)) return Math.ceil(text.length / ASCII_PER_TOKEN);
  let ascii = 0;
  let tokens = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    if (code < 0x80) {
      ascii += 1;
    } else if (code > BEYOND_BMP) {
      tokens += 2;
      at += 1;
    } else {
      tokens += UNSPACED.test(text.charAt(at)) ? 1 : 1 / WIDE_PER_TOKEN;
    }
  }
  return Math.ceil(tokens + ascii / ASCII_PER_TOKEN);
}

/** What fits into a budget, and how many hits at the end of the list did not. */
export interface Fitted<Hit> {
  readonly hits: readonly Hit[];
  readonly left_out: number;
}

/**
 * Fits hits into `max_tokens`: as they are, else with every snippet at the longest step of `SNIPPET_STEPS` that
 * fits all of them, else at the shortest step and without the last ones.
 * @param cost tokens of a hit as it is written out.
 * @param shorten the hit with a snippet of at most so many characters.
 */
export function fitHits<Hit>(
  hits: readonly Hit[],
  max_tokens: number,
  how: {
    readonly cost: (hit: Hit) => number;
    readonly shorten: (hit: Hit, characters: number) => Hit;
  },
): Fitted<Hit> {
  const fits = (some: readonly Hit[]) => some.reduce((sum, hit) => sum + how.cost(hit), 0) <= max_tokens;
  if (fits(hits)) return { hits, left_out: 0 };
  let shortened = hits;
  for (const characters of SNIPPET_STEPS) {
    shortened = hits.map((hit) => how.shorten(hit, characters));
    if (fits(shortened)) return { hits: shortened, left_out: 0 };
  }
  return firstThatFit(shortened, max_tokens, how.cost);
}

function firstThatFit<Hit>(
  hits: readonly Hit[],
  max_tokens: number,
  cost: (hit: Hit) => number,
): Fitted<Hit> {
  let sum = 0;
  const kept: Hit[] = [];
  for (const hit of hits) {
    sum += cost(hit);
    if (sum > max_tokens) break;
    kept.push(hit);
  }
  return { hits: kept, left_out: hits.length - kept.length };
}
