const WIDTH = 128;

/** Which pairs of neighbouring characters a text has, so that most literals are ruled out without a search. */
export function pairsOf(lower: string): Uint8Array {
  const pairs = new Uint8Array(WIDTH * WIDTH);
  let before = lower.charCodeAt(0) % WIDTH;
  for (let i = 1; i < lower.length; i++) {
    const code = lower.charCodeAt(i) % WIDTH;
    pairs[before * WIDTH + code] = 1;
    before = code;
  }
  return pairs;
}

/** A literal, and the pairs a text must have to hold it. */
export interface Literal {
  readonly text: string;
  readonly pairs: readonly number[];
}

export function literal(text: string): Literal {
  const codes = [...text.toLowerCase()].map((sign) => sign.charCodeAt(0) % WIDTH);
  return { text, pairs: codes.slice(1).map((code, i) => (codes[i] ?? 0) * WIDTH + code) };
}

/** Whether a text holds one of some literals. */
export function holdsOne(text: string, pairs: Uint8Array, literals: readonly Literal[]): boolean {
  return literals.some((each) => each.pairs.every((pair) => pairs[pair] === 1) && text.includes(each.text));
}
