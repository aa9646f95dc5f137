/** RFC 7518, 3.2: a key of HS256 has at least the size of its hash. */
const LEAST_BYTES = 32;
/** Characters, and different ones, that must be left when the words below are taken out. */
const LEAST_REST = 16;
const LEAST_LETTERS = 6;
/** Of the secrets that examples, tutorials and forgotten set-ups use. */
const WORDS = [
  'memorygraph',
  'development',
  'production',
  'characters',
  'password',
  'changeme',
  'whatever',
  'insecure',
  'keyboard',
  'example',
  'default',
  'replace',
  'private',
  'letmein',
  'qwertz',
  'qwerty',
  'secret',
  'string',
  'change',
  'please',
  'should',
  'strong',
  'random',
  'server',
  'secure',
  'longer',
  'least',
  'which',
  'super',
  'valid',
  'admin',
  'token',
  'bytes',
  'hello',
  'world',
  'test',
  'this',
  'that',
  'must',
  'very',
  'long',
  'your',
  'real',
  'with',
  'bits',
  'auth',
  'some',
  'here',
  'demo',
  'user',
  'pass',
  'bit',
  'jwt',
  'key',
  'the',
  'and',
  'for',
  'not',
  'foo',
  'bar',
  '256',
  '384',
  '512',
  '123456789',
  '1234',
];
const ANY_WORD = new RegExp(WORDS.toSorted((a, b) => b.length - a.length).join('|'), 'g');

/**
 * What is wrong with a secret for HS256, as the end of "MEMORY_JWT_SECRET: ...", or null. Whoever guesses it makes
 * tokens of every tenant, and a captured token lets one guess at leisure.
 */
export function weakSecret(bytes: Uint8Array): string | null {
  if (bytes.length < LEAST_BYTES) return `it must have at least ${LEAST_BYTES} bytes`;
  const text = Buffer.from(bytes).toString('latin1').toLowerCase();
  if (period(text) <= text.length / 2) return 'it is a short text again and again; make it at random';
  const rest = text.replaceAll(/[\s._:/-]/g, '').replaceAll(ANY_WORD, '');
  return rest.length < LEAST_REST || new Set(rest).size < LEAST_LETTERS
    ? 'it is made of common words or few letters; make it at random'
    : null;
}

/** Length of the shortest beginning that the whole text repeats, the last time maybe in part. */
function period(text: string): number {
  const border = [0];
  for (let at = 1, length = 0; at < text.length; at++) {
    while (length > 0 && text[at] !== text[length]) length = border[length - 1] ?? 0;
    if (text[at] === text[length]) length++;
    border.push(length);
  }
  return text.length - (border.at(-1) ?? 0);
}
