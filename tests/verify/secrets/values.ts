import type { Random } from '../../support/random.js';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';

const ALPHABET = {
  lower: LOWER,
  upper: UPPER,
  digits: DIGITS,
  hex: `${DIGITS}abcdef`,
  base36: `${LOWER}${DIGITS}`,
  capitals: `${UPPER}${DIGITS}`,
  base32: `${UPPER}234567`,
  base62: `${UPPER}${LOWER}${DIGITS}`,
  base64: `${UPPER}${LOWER}${DIGITS}+/`,
  base64url: `${UPPER}${LOWER}${DIGITS}-_`,
  password: `${UPPER}${LOWER}${DIGITS}${DIGITS}!@#%^&*+=?`,
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
} as const;

export type Alphabet = keyof typeof ALPHABET;

/** Random characters of an alphabet. */
export function characters(random: Random, alphabet: Alphabet, length: number): string {
  return Array.from({ length }, () => random.pick([...ALPHABET[alphabet]])).join('');
}

/** A password as a generator makes it: all sorts of signs. */
export function generatedPassword(random: Random): string {
  const length = random.integer(10, 22);
  return (
    random.pick([...ALPHABET.lower]) +
    characters(random, 'password', length - 3) +
    random.pick([...ALPHABET.digits]) +
    random.pick([...ALPHABET.upper])
  );
}

const WORDS = [
  'winter',
  'dragon',
  'coffee',
  'Summer',
  'monkey',
  'Falcon',
  'rocket',
  'Berlin',
  'guitar',
  'pepper',
];

/** A password as people make it up. */
export function humanPassword(random: Random): string {
  const word = random.pick(WORDS);
  return random.pick([
    `${word}${random.integer(10, 2999)}`,
    `${word}${random.pick(['!', '#', '?', '$'])}${random.integer(10, 99)}`,
    `${word.replace('o', '0').replace('e', '3').replace('i', '1')}${random.pick(['!', '&', '*'])}${random.integer(1, 9)}x`,
    `${word}-${random.pick(WORDS)}-${random.integer(10, 999)}`,
  ]);
}

export function uniqueId(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => characters(random, 'hex', length)).join('-');
}

export function base64urlJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
