import { createHmac } from 'node:crypto';
import type { Random } from '../../support/random.js';
import { NOW, PARTNER, type TokenMode } from '../../support/tokens/modes.js';
import { encoded, hmacSigner, jwkOf, pemOf, type Signer } from '../../support/tokens/signers.js';

/** What a thief may do: they have honest tokens, public keys and keys of their own, but not the issuer's key. */
interface Hand {
  readonly random: Random;
  readonly mode: TokenMode;
  /** The token that is changed, and others, of this mode and of other modes. */
  readonly token: string;
  readonly others: readonly string[];
}

type Mutation = (hand: Hand) => string;
type Json = Record<string, unknown>;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const UNSEEN = [
  '\u200b',
  '\u200d',
  '\ufeff',
  '\u00ad',
  '\u0301',
  '\u202e',
  '\u0000',
  '\n',
  '\t',
  ' ',
  '\u00a0',
];
const LIKE_DOTS = ['\uff0e', '\u2024', '\u3002', '%2E', '..', ',', ' .', '.\u200b'];
const ALGORITHMS = [
  'none',
  'None',
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'PS256',
  'ES256',
  'ES384',
  'EdDSA',
  'Ed25519',
  '',
  null,
  0,
  ['HS256'],
];

/** Ways to change a token without the issuer's key, by name. None of them ever makes an honest token of another. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'bit flipped': ({ random, token }) =>
    withPart(token, random.integer(0, 2), (part) => flipped(part, random)),
  'several bits flipped': ({ random, token }) =>
    withPart(token, random.integer(0, 2), (part) => {
      let changed = part;
      for (let count = random.integer(2, 20); count > 0; count--) changed = flipped(changed, random);
      return changed;
    }),
  'letter changed': ({ random, token }) => replaced(token, random, random.pick([...LETTERS])),
  'letter taken out': ({ random, token }) => {
    const at = random.integer(0, token.length - 1);
    return token.slice(0, at) + token.slice(at + 1);
  },
  'letters swapped': ({ random, token }) => {
    const at = random.integer(0, token.length - 2);
    return `${token.slice(0, at)}${token[at + 1]}${token[at]}${token.slice(at + 2)}`;
  },
  'case changed': ({ random, token }) => {
    const at = random.integer(0, token.length - 1);
    const letter = token[at] ?? '';
    const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
    return token.slice(0, at) + other + token.slice(at + 1);
  },
  'cut off': ({ random, token }) => token.slice(0, random.integer(0, token.length - 1)),
  'beginning lost': ({ random, token }) => token.slice(random.integer(1, token.length - 1)),
  'something behind': ({ random, token }) =>
    token + random.pick(['=', '==', 'A', '.', '.A', ' ', '\n', '\0', token]),
  'character that is not seen': ({ random, token }) => inserted(token, random, random.pick(UNSEEN)),
  'letter of another script': ({ random, token }) =>
    replaced(token, random, random.pick(['\u0430', '\uff41', '\u212a', '\u017f'])),
  'dots that are none': ({ random, token }) => token.replace('.', random.pick(LIKE_DOTS)),
  'base64 of another kind': ({ random, token }) =>
    withPart(token, random.integer(0, 2), (part) => {
      const padded = `${part}${'='.repeat((4 - (part.length % 4)) % 4 || 2)}`;
      return random.pick([
        padded,
        part.replaceAll('-', '+').replaceAll('_', '/'),
        `${part}\n`,
        `${part.slice(0, 4)} ${part.slice(4)}`,
      ]);
    }),
  'other unused bits': ({ random, token }) =>
    withPart(token, random.integer(0, 2), (part) => otherLastLetter(part, random)),
  'parts of several tokens': ({ random, token, others }) => {
    const parts = token.split('.');
    const donor = random.pick(others).split('.');
    const at = random.integer(0, 2);
    return parts.map((part, index) => (index === at ? (donor[index] ?? '') : part)).join('.');
  },
  'parts in another order': ({ random, token }) => random.shuffled(token.split('.')).join('.'),
  'a part twice': ({ random, token }) => {
    const parts = token.split('.');
    const at = random.integer(0, 2);
    return random
      .pick([
        parts.toSpliced(at, 0, parts[at] ?? ''),
        parts.with(at, `${parts[at]}${parts[at]}`),
        parts.with(at, parts[(at + 1) % 3] ?? ''),
      ])
      .join('.');
  },
  'a part empty': ({ random, token }) => withPart(token, random.integer(0, 2), () => ''),
  'header edited': ({ random, token, mode }) =>
    withJson(token, 0, (header) => ({ ...header, ...headerEdit(random, mode) })),
  'claims edited': ({ random, token }) =>
    withJson(token, 1, (claims) => ({ ...claims, ...claimEdit(random) })),
  'a claim taken out': ({ random, token }) =>
    withJson(token, 1, (claims) => {
      const gone = random.pick(Object.keys(claims));
      return Object.fromEntries(Object.entries(claims).filter(([name]) => name !== gone));
    }),
  'a claim twice': ({ random, token }) =>
    withPart(token, 1, (part) => {
      const [name, value] = random.pick(Object.entries(claimEdit(random)));
      return encoded(`${decoded(part).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value)}}`);
    }),
  'the same JSON written otherwise': ({ random, token }) =>
    withPart(token, random.integer(0, 1), (part) =>
      encoded(
        random.pick([
          ` ${decoded(part)}`,
          `${decoded(part)}\n`,
          `\ufeff${decoded(part)}`,
          JSON.stringify(JSON.parse(decoded(part)), null, 1),
        ]),
      ),
    ),
  'signed with a key of the thief': ({ random, token, mode }) =>
    resigned(token, {}, claimEdit(random), mode.stranger),
  'signed by the other issuer': ({ random, token, mode }) =>
    resigned(
      token,
      { alg: 'HS256' },
      random.pick([{}, { iss: PARTNER }, { iss: PARTNER, tenant_id: 'beta' }]),
      mode.partner,
    ),
  'public key taken for a secret': ({ random, token, mode }) => {
    const { public_key } = mode.signer;
    const secret =
      public_key === null
        ? 'https://memory.example'
        : random.pick([
            pemOf(mode.signer),
            pemOf(mode.signer).trim(),
            JSON.stringify(jwkOf(mode.signer, 'one')),
          ]);
    return resigned(
      token,
      { alg: random.pick(['HS256', mode.signer.algorithm]) },
      claimEdit(random),
      hmacSigner(secret),
    );
  },
  'signed with a guess': ({ random, token }) =>
    resigned(
      token,
      { alg: 'HS256' },
      claimEdit(random),
      hmacSigner(random.pick(['', 'secret', '\0'.repeat(32), 'null', 'undefined', '[object Object]'])),
    ),
  'hash without a key': ({ token }) =>
    withPart(token, 2, () =>
      createHmac('sha256', '')
        .update(token.slice(0, token.lastIndexOf('.')))
        .digest('base64url'),
    ),
  'signature of other bytes': ({ random, token }) =>
    withPart(token, 2, (part) => {
      const length = random.pick([0, 1, 32, 64, 71, 256, Buffer.from(part, 'base64url').length]);
      const bytes = Buffer.from(Array.from({ length }, () => random.integer(0, 255)));
      return random.pick([bytes, Buffer.alloc(length), Buffer.alloc(length, 1)]).toString('base64url');
    }),
  'no token at all': ({ random }) =>
    Array.from({ length: random.integer(0, 200) }, () =>
      String.fromCodePoint(random.integer(1, 0xd7ff)),
    ).join(''),
};

function headerEdit(random: Random, mode: TokenMode): Json {
  return random.pick<Json>([
    { alg: random.pick(ALGORITHMS) },
    {
      kid: random.pick([
        'two',
        '',
        '../../dev/null',
        "' or 1=1 --",
        'http://127.0.0.1/',
        '__proto__',
        null,
        7,
      ]),
    },
    { jwk: jwkOf(mode.stranger, 'one') },
    { jku: 'http://127.0.0.1:9/keys' },
    { x5u: 'http://127.0.0.1:9/key.pem' },
    { x5c: ['AAAA'] },
    { crit: ['b64'], b64: false },
    { typ: random.pick(['JWE', 'logout+jwt', '', null]) },
    { zip: 'DEF' },
    { more: random.integer(0, 1_000_000) },
  ]);
}

function claimEdit(random: Random): Json {
  return random.pick<Json>([
    { sub: random.pick(['bob', 'admin', 'partner#ann', 'ann\u200b', '', 7]) },
    { tenant_id: random.pick(['beta', 'partner', '*', 'ACME', '\u0430cme', ['acme'], null]) },
    { roles: random.pick([['admin'], 'admin', ['user', 'admin']]) },
    { scope: 'memory:read memory:write memory:delete memory:admin' },
    { team_ids: random.pick([['*'], ['core'], 'web core']) },
    { projects: ['*'] },
    { exp: NOW + random.integer(3_601, 86_000) },
    { iat: NOW - random.integer(61, 80_000) },
    { aud: random.pick([['https://memory.example', 'x'], 'x']) },
    { iss: random.pick([PARTNER, 'https://id.example/', 'x']) },
    { groups: ['beta staff'] },
    { jti: `forged ${random.integer(0, 1_000_000_000)}` },
  ]);
}

function withPart(token: string, at: number, change: (part: string) => string): string {
  return token
    .split('.')
    .map((part, index) => (index === at ? change(part) : part))
    .join('.');
}

function withJson(token: string, at: 0 | 1, change: (value: Json) => Json): string {
  return withPart(token, at, (part) => encoded(change(JSON.parse(decoded(part)) as Json)));
}

function resigned(token: string, header: Json, claims: Json, signer: Signer): string {
  const changed = withJson(
    withJson(token, 0, (own) => ({ ...own, ...header })),
    1,
    (own) => ({ ...own, ...claims }),
  );
  const data = changed.slice(0, changed.lastIndexOf('.'));
  return `${data}.${signer.signature(data).toString('base64url')}`;
}

function decoded(part: string): string {
  return Buffer.from(part, 'base64url').toString('utf8');
}

function flipped(part: string, random: Random): string {
  const bytes = Buffer.from(part, 'base64url');
  const at = random.integer(0, bytes.length - 1);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(0, 7));
  return bytes.toString('base64url');
}

function replaced(token: string, random: Random, by: string): string {
  const at = random.integer(0, token.length - 1);
  return token.slice(0, at) + by + token.slice(at + 1);
}

function inserted(token: string, random: Random, text: string): string {
  const at = random.integer(0, token.length);
  return token.slice(0, at) + text + token.slice(at);
}

/** The same bytes for a reader that does not look at the bits that are left over. */
function otherLastLetter(part: string, random: Random): string {
  const last = LETTERS.indexOf(part.at(-1) ?? '');
  const free = [1, 1, 16, 4][part.length % 4] ?? 1;
  return `${part.slice(0, -1)}${LETTERS[(last ^ random.integer(1, Math.max(1, free - 1))) % 64]}`;
}
