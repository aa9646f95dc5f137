import { createHmac } from 'node:crypto';
import { NOW, PARTNER, type TokenMode, tokenOf } from '../../../support/tokens/modes.js';
import {
  derOf,
  ecSigner,
  edSigner,
  encoded,
  hmacSigner,
  jwkOf,
  pemOf,
  rsaSigner,
  type Signer,
} from '../../../support/tokens/signers.js';
import { changed } from './forms.js';
import { PUBLIC, type Row } from './hostile-token.js';

const SIGNATURE = /its signature was not made/;
const ALGORITHM = /another algorithm/;
const NO_ALGORITHM = /could not be checked|another algorithm/;
const EMPTY_SECRET = hmacSigner('');
const RSA = rsaSigner();
const EC = ecSigner();
const ED = edSigner();

/** Tokens with a signature that is not the issuer's, or a header that wants to choose how it is checked. */
export const SIGNATURES: readonly Row[] = [
  ['signature cut by a byte', (mode) => bytesOf(mode, (bytes) => bytes.subarray(0, -1)), SIGNATURE],
  ['signature of one byte', (mode) => bytesOf(mode, (bytes) => bytes.subarray(0, 1)), SIGNATURE],
  [
    'signature with a byte more',
    (mode) => bytesOf(mode, (bytes) => Buffer.concat([bytes, Buffer.of(0)])),
    SIGNATURE,
  ],
  ['signature twice', (mode) => bytesOf(mode, (bytes) => Buffer.concat([bytes, bytes])), SIGNATURE],
  ['signature of zeros', (mode) => bytesOf(mode, (bytes) => Buffer.alloc(bytes.length)), SIGNATURE],
  ['signature of ff', (mode) => bytesOf(mode, (bytes) => Buffer.alloc(bytes.length, 0xff)), SIGNATURE],
  ['one bit of the signature', (mode) => bytesOf(mode, flipped), SIGNATURE],
  ['signature backwards', (mode) => bytesOf(mode, (bytes) => Buffer.from(bytes).reverse()), SIGNATURE],
  ['signature of another token', (mode) => swapped(mode, tokenOf(mode, { jti: 'other' })), SIGNATURE],
  ['signature in DER', derSignature, SIGNATURE, ['ES256']],
  ['user changed', (mode) => changed(mode, 1, () => encoded({ ...mode.claims, sub: 'bob' })), SIGNATURE],
  [
    'tenant changed',
    (mode) => changed(mode, 1, () => encoded({ ...mode.claims, tenant_id: 'beta' })),
    SIGNATURE,
  ],
  [
    'a blank in the claims',
    (mode) => changed(mode, 1, () => encoded(`${JSON.stringify(mode.claims)} `)),
    SIGNATURE,
  ],
  ['end put off', (mode) => changed(mode, 1, () => encoded({ ...mode.claims, exp: NOW + 7_200 })), SIGNATURE],
  ['header changed', (mode) => changed(mode, 0, () => encoded({ ...mode.header, more: 1 })), SIGNATURE],
  ['another key of the kind', (mode) => tokenOf(mode, {}, {}, mode.stranger), SIGNATURE],
  [
    'key of the other issuer',
    (mode) => tokenOf(mode, {}, { alg: 'HS256' }, mode.partner),
    /signature|algorithm/,
  ],
  [
    'name of the other issuer',
    (mode) => tokenOf(mode, { iss: PARTNER, tenant_id: 'partner' }),
    /signature|algorithm/,
  ],

  ['alg none', (mode) => unsigned(mode, 'none', 'x'), NO_ALGORITHM],
  ['alg none with the signature of another', (mode) => tokenOf(mode, {}, { alg: 'none' }), NO_ALGORITHM],
  ['alg None', (mode) => unsigned(mode, 'None', 'x'), NO_ALGORITHM],
  ['alg NONE', (mode) => unsigned(mode, 'NONE', 'x'), NO_ALGORITHM],
  ['alg nOnE', (mode) => unsigned(mode, 'nOnE', 'x'), NO_ALGORITHM],
  ['alg none and a blank', (mode) => unsigned(mode, 'none ', 'x'), NO_ALGORITHM],
  ['alg none without a signature', (mode) => unsigned(mode, 'none', ''), /not a signed JWT/],
  ['no alg', (mode) => tokenOf(mode, {}, { alg: undefined }), NO_ALGORITHM],
  ['alg empty', (mode) => tokenOf(mode, {}, { alg: '' }), NO_ALGORITHM],
  ['alg null', (mode) => tokenOf(mode, {}, { alg: null }), NO_ALGORITHM],
  ['alg a list', (mode) => tokenOf(mode, {}, { alg: [mode.signer.algorithm] }), NO_ALGORITHM],
  ['alg in lower case', (mode) => tokenOf(mode, {}, { alg: mode.signer.algorithm.toLowerCase() }), ALGORITHM],
  ['alg __proto__', (mode) => tokenOf(mode, {}, { alg: '__proto__' }), ALGORITHM],
  ['alg HS384 with the secret', hs384, ALGORITHM, ['HS256']],
  ['alg PS256 with the key', (mode) => tokenOf(mode, {}, { alg: 'PS256' }), ALGORITHM, ['RS256', 'JWKS']],
  ['alg RS512 with the key', (mode) => tokenOf(mode, {}, { alg: 'RS512' }), ALGORITHM, ['RS256', 'JWKS']],
  ['alg Ed25519 with the key', (mode) => tokenOf(mode, {}, { alg: 'Ed25519' }), ALGORITHM, ['EdDSA']],
  ['alg ES256K', (mode) => tokenOf(mode, {}, { alg: 'ES256K' }), ALGORITHM],

  ['HS256 with the public key as PEM', (mode) => confused(mode, pemOf(mode.signer)), ALGORITHM, PUBLIC],
  [
    'HS256 with that PEM without line end',
    (mode) => confused(mode, pemOf(mode.signer).trim()),
    ALGORITHM,
    PUBLIC,
  ],
  ['HS256 with the public key as DER', (mode) => confused(mode, derOf(mode.signer)), ALGORITHM, PUBLIC],
  [
    'HS256 with the public key as JWK',
    (mode) => confused(mode, JSON.stringify(jwkOf(mode.signer, 'one'))),
    ALGORITHM,
    PUBLIC,
  ],
  [
    'HS256 with the empty secret',
    (mode) => tokenOf(mode, {}, { alg: 'HS256' }, EMPTY_SECRET),
    /signature|algorithm/,
  ],
  [
    'HS256 with the audience as secret',
    (mode) => confused(mode, String(mode.claims.aud)),
    /signature|algorithm/,
  ],
  ['RS256 of a thief', (mode) => of(RSA, mode), /signature|algorithm/],
  ['ES256 of a thief', (mode) => of(EC, mode), /signature|algorithm/],
  ['EdDSA of a thief', (mode) => of(ED, mode), /signature|algorithm/],
  ['own alg with an RSA signature', (mode) => tokenOf(mode, {}, {}, RSA), SIGNATURE],
  ['own alg with an EC signature', (mode) => tokenOf(mode, {}, {}, EC), SIGNATURE],
  ['own alg with an Ed25519 signature', (mode) => tokenOf(mode, {}, {}, ED), SIGNATURE],

  ['jwk in the header, signed with it', (mode) => withKey(mode, { jwk: jwkOf(RSA, 'one') }), /"jwk"/],
  ['jwk in an honest header', (mode) => tokenOf(mode, {}, { jwk: {} }), /"jwk"/],
  ['jku in the header', (mode) => withKey(mode, { jku: 'https://thief.example/keys' }), /"jku"/],
  ['x5u in the header', (mode) => withKey(mode, { x5u: 'https://thief.example/key.pem' }), /"x5u"/],
  ['x5c in the header', (mode) => withKey(mode, { x5c: [derOf(RSA).toString('base64')] }), /"x5c"/],
  ['crit that nobody knows', (mode) => tokenOf(mode, {}, { crit: ['bork'], bork: true }), /"crit"/],
  ['crit empty', (mode) => tokenOf(mode, {}, { crit: [] }), /"crit"/],
  ['crit exp', (mode) => tokenOf(mode, {}, { crit: ['exp'], exp: NOW + 60 }), /"crit"/],
  ['b64 false', (mode) => tokenOf(mode, {}, { b64: false }), /"b64"/],
  ['b64 false, critical, claims as they are', plainPayload, /not a signed JWT/],
  ['zip', (mode) => tokenOf(mode, {}, { zip: 'DEF' }), /"zip"/],
  ['cty JWT', (mode) => tokenOf(mode, {}, { cty: 'JWT' }), /"cty"/],
  ['typ of a logout token', (mode) => tokenOf(mode, {}, { typ: 'logout+jwt' }), /typ/],
  ['typ of a DPoP proof', (mode) => tokenOf(mode, {}, { typ: 'dpop+jwt' }), /typ/],
  ['typ a list', (mode) => tokenOf(mode, {}, { typ: ['JWT'] }), /typ/],
  ['typ null', (mode) => tokenOf(mode, {}, { typ: null }), /typ/],

  [
    'kid that is a path',
    (mode) => tokenOf(mode, {}, { kid: '../../../../dev/null' }, EMPTY_SECRET),
    /signature|no key/,
  ],
  [
    'kid that is a path, HS256',
    (mode) => tokenOf(mode, {}, { kid: '/dev/null', alg: 'HS256' }, EMPTY_SECRET),
    /signature|algorithm/,
  ],
  [
    'kid that is SQL',
    (mode) => tokenOf(mode, {}, { kid: "x' UNION SELECT 'key" }, hmacSigner('key')),
    /signature|no key/,
  ],
  [
    'kid that is an address',
    (mode) => tokenOf(mode, {}, { kid: 'http://127.0.0.1/keys' }, mode.stranger),
    /signature|no key/,
  ],
  [
    'kid that is a command',
    (mode) => tokenOf(mode, {}, { kid: '| touch /tmp/x' }, mode.stranger),
    /signature|no key/,
  ],
  ['kid __proto__', (mode) => tokenOf(mode, {}, { kid: '__proto__' }, mode.stranger), /signature|no key/],
  ['kid a list', (mode) => tokenOf(mode, {}, { kid: ['one'] }), /kid/],
  ['kid a number', (mode) => tokenOf(mode, {}, { kid: 1 }), /kid/],
  ['kid of the other key', (mode) => tokenOf(mode, {}, { kid: 'two' }), SIGNATURE, ['JWKS']],
  ['kid unknown, honest signature', (mode) => tokenOf(mode, {}, { kid: 'three' }), /no key/, ['JWKS']],
  [
    'no kid where there are several keys',
    (mode) => tokenOf(mode, {}, { kid: undefined }),
    /which of several/,
    ['JWKS'],
  ],
];

function bytesOf(mode: TokenMode, change: (bytes: Buffer) => Buffer): string {
  return changed(mode, 2, (part) => change(Buffer.from(part, 'base64url')).toString('base64url'));
}

function flipped(bytes: Buffer): Buffer {
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  return bytes;
}

function swapped(mode: TokenMode, other: string): string {
  return changed(mode, 2, () => other.split('.')[2] ?? '');
}

function unsigned(mode: TokenMode, alg: string, signature: string): string {
  return `${encoded({ ...mode.header, alg })}.${encoded(mode.claims)}.${signature === '' ? '' : encoded(signature)}`;
}

function hs384(mode: TokenMode): string {
  const data = `${encoded({ ...mode.header, alg: 'HS384' })}.${encoded(mode.claims)}`;
  const [issuer] = mode.options.issuers;
  const bytes = issuer?.key.kind === 'secret' ? issuer.key.bytes : Buffer.alloc(0);
  return `${data}.${createHmac('sha384', bytes).update(data).digest('base64url')}`;
}

/** What a server checks that takes the public key for a secret because the header says HS256. */
function confused(mode: TokenMode, secret: string | Buffer): string {
  return tokenOf(mode, {}, { alg: 'HS256' }, hmacSigner(secret));
}

function of(signer: Signer, mode: TokenMode): string {
  return tokenOf(mode, {}, { alg: signer.algorithm }, signer);
}

function withKey(mode: TokenMode, header: Readonly<Record<string, unknown>>): string {
  return tokenOf(mode, {}, { alg: 'RS256', ...header }, RSA);
}

/** An honest ECDSA signature, written the way of X.509. */
function derSignature(mode: TokenMode): string {
  const [header, claims, signature = ''] = tokenOf(mode).split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const integer = (part: Buffer): Buffer => {
    const positive = (part[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), part]) : part;
    return Buffer.concat([Buffer.of(2, positive.length), positive]);
  };
  const both = Buffer.concat([integer(bytes.subarray(0, 32)), integer(bytes.subarray(32))]);
  const der = Buffer.concat([Buffer.of(0x30, both.length), both]);
  return `${header}.${claims}.${der.toString('base64url')}`;
}

/** RFC 7797: the claims stand in the token as they are. */
function plainPayload(mode: TokenMode): string {
  const header = encoded({ ...mode.header, b64: false, crit: ['b64'] });
  const data = `${header}.${JSON.stringify(mode.claims)}`;
  return `${data}.${mode.signer.signature(data).toString('base64url')}`;
}
