import { importSPKI, importX509, type JWTVerifyGetKey } from 'jose';
import type { Algorithm, IssuerKey } from './issuer.js';
import { isKeysUrl } from './keys-url.js';
import { type FetchKeys, remoteKeys } from './remote-keys.js';
import { weakSecret } from './weak-secret.js';

/** Finds the key that a token is to be checked with, among those of one issuer. */
export type FindKey = JWTVerifyGetKey;

type OpenedKey = { readonly find: FindKey } | { readonly problem: string };

const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g;
const LEAST_RSA_BITS = 2_048;
const FITS: Readonly<Record<Algorithm, string>> = {
  HS256: 'a secret',
  RS256: 'an RSA key',
  ES256: 'a key of the curve P-256',
  EdDSA: 'a key of the curve Ed25519',
};

/**
 * Makes the key of an issuer ready, or says what is wrong with it, as the end of "MEMORY_...: ...". Nothing is fetched
 * yet.
 */
export async function openKey(
  algorithm: Algorithm,
  key: IssuerKey,
  around: { readonly now: () => number; readonly fetchKeys: FetchKeys },
): Promise<OpenedKey> {
  const symmetric = algorithm === 'HS256';
  if (symmetric !== (key.kind === 'secret'))
    return { problem: symmetric ? 'HS256 takes a secret and no public key' : `${algorithm} takes no secret` };
  if (key.kind === 'jwks')
    return isKeysUrl(key.url)
      ? { find: remoteKeys({ url: key.url, ...around }) }
      : { problem: 'the address of keys must be https, or http on this machine' };
  if (key.kind === 'public_key') return openPublicKey(algorithm, key.pem);
  return openSecret(key.bytes);
}

async function openSecret(bytes: Uint8Array): Promise<OpenedKey> {
  const problem = weakSecret(bytes);
  if (problem !== null) return { problem };
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const opened = await crypto.subtle.importKey('raw', Buffer.from(bytes), hmac, false, ['verify']);
  return { find: async () => opened };
}

async function openPublicKey(algorithm: Algorithm, pem: string): Promise<OpenedKey> {
  const blocks = [...pem.matchAll(PEM_BLOCK)];
  if (blocks.some(([, label = '']) => label.endsWith('PRIVATE KEY')))
    return { problem: 'it holds a private key; this server needs the public one alone' };
  const [block, ...more] = blocks;
  if (more.length > 0) return { problem: 'it holds more than one key' };
  const [text = '', label] = block ?? [];
  if (label !== 'PUBLIC KEY' && label !== 'CERTIFICATE')
    return { problem: 'it holds no public key as PEM (BEGIN PUBLIC KEY or BEGIN CERTIFICATE)' };
  try {
    const opened = await (label === 'PUBLIC KEY' ? importSPKI(text, algorithm) : importX509(text, algorithm));
    const { modulusLength } = opened.algorithm as { modulusLength?: number };
    if (modulusLength !== undefined && modulusLength < LEAST_RSA_BITS)
      return { problem: `its RSA key must have at least ${LEAST_RSA_BITS} bits` };
    return { find: async () => opened };
  } catch {
    return { problem: `its key does not fit: ${algorithm} needs ${FITS[algorithm]}` };
  }
}
