import { type TokenMode, tokenOf } from '../../../support/tokens/modes.js';
import { encoded, signed } from '../../../support/tokens/signers.js';
import type { Row } from './hostile-token.js';

const NOT_A_JWT = /not a signed JWT/;
const NOT_JSON = /not JSON|not a JSON object/;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Tokens that are no token in their outer form. */
export const FORMS: readonly Row[] = [
  ['empty', () => '', /no token/],
  ['two dots', () => '..', NOT_A_JWT],
  ['1 MB of a', () => 'a'.repeat(1_000_000), /more than/],
  ['1 MB of dots', () => '.'.repeat(1_000_000), /more than/],
  ['a claim that makes it too long', (mode) => tokenOf(mode, { more: 'x'.repeat(20_000) }), /more than/],
  ['two parts', (mode) => tokenOf(mode).split('.').slice(0, 2).join('.'), NOT_A_JWT],
  ['four parts', (mode) => `${tokenOf(mode)}.${encoded('more')}`, NOT_A_JWT],
  ['a dot at the end', (mode) => `${tokenOf(mode)}.`, NOT_A_JWT],
  ['a blank before', (mode) => ` ${tokenOf(mode)}`, NOT_A_JWT],
  ['a line break after', (mode) => `${tokenOf(mode)}\n`, NOT_A_JWT],
  ['the word Bearer before', (mode) => `Bearer ${tokenOf(mode)}`, NOT_A_JWT],
  ['a blank inside', (mode) => tokenOf(mode).replace('.', '. '), NOT_A_JWT],
  ['a zero-width blank inside', (mode) => tokenOf(mode).replace('.', '\u200b.'), NOT_A_JWT],
  ['a full-width dot', (mode) => tokenOf(mode).replace('.', '\uff0e'), NOT_A_JWT],
  ['percent-encoded dots', (mode) => tokenOf(mode).replaceAll('.', '%2E'), NOT_A_JWT],
  ['header padded with =', (mode) => changed(mode, 0, (part) => `${part}=`), NOT_A_JWT],
  ['no signature', (mode) => changed(mode, 2, () => ''), NOT_A_JWT],
  ['signature padded with =', (mode) => changed(mode, 2, (part) => `${part}=`), NOT_A_JWT],
  ['signature in standard base64', standardBase64, NOT_A_JWT],
  [
    'signature with another last letter of the same bytes',
    (mode) => changed(mode, 2, otherLastLetter),
    NOT_A_JWT,
  ],
  ['JSON serialization', jsonSerialization, NOT_A_JWT],
  [
    'JWE of five parts',
    () => [{ alg: 'dir', enc: 'A256GCM' }, '', 'iv', 'text', 'tag'].map(encoded).join('.'),
    NOT_A_JWT,
  ],
  ['header is no JSON', (mode) => signed('{alg', mode.claims, mode.signer), NOT_JSON],
  ['header is a list', (mode) => signed([mode.header], mode.claims, mode.signer), NOT_JSON],
  ['header is null', (mode) => signed(null, mode.claims, mode.signer), NOT_JSON],
  ['claims are no JSON', (mode) => signed(mode.header, '{"iss":', mode.signer), NOT_JSON],
  ['claims are a list', (mode) => signed(mode.header, [mode.claims], mode.signer), NOT_JSON],
  ['claims are a text', (mode) => signed(mode.header, '"text"', mode.signer), NOT_JSON],
  [
    'claims twice',
    (mode) => signed(mode.header, JSON.stringify(mode.claims).repeat(2), mode.signer),
    NOT_JSON,
  ],
  ['claims are not UTF-8', notUtf8, NOT_JSON],
  ['a JWT inside a JWT', (mode) => signed(mode.header, tokenOf(mode), mode.signer), NOT_JSON],
];

/** The token with one of its parts changed. */
export function changed(mode: TokenMode, at: number, change: (part: string) => string): string {
  return tokenOf(mode)
    .split('.')
    .map((part, index) => (index === at ? change(part) : part))
    .join('.');
}

function otherLastLetter(part: string): string {
  const last = LETTERS.indexOf(part.at(-1) ?? '');
  // The unused bits are the lowest ones: they are zero in what an honest issuer writes.
  return `${part.slice(0, -1)}${LETTERS[last + 1]}`;
}

function standardBase64(mode: TokenMode): string {
  for (let jti = 0; ; jti++) {
    const [header, claims, signature = ''] = tokenOf(mode, { jti }).split('.');
    const standard = signature.replaceAll('-', '+').replaceAll('_', '/');
    if (standard !== signature) return `${header}.${claims}.${standard}`;
  }
}

function jsonSerialization(mode: TokenMode): string {
  const [header, payload, signature] = tokenOf(mode).split('.');
  return JSON.stringify({ protected: header, payload, signature });
}

function notUtf8(mode: TokenMode): string {
  const bytes = Buffer.from(JSON.stringify(mode.claims));
  bytes[bytes.indexOf('ann')] = 0xff;
  const data = `${encoded(mode.header)}.${bytes.toString('base64url')}`;
  return `${data}.${mode.signer.signature(data).toString('base64url')}`;
}
