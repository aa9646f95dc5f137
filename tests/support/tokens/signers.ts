import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Signs with a key of its own. Made with the runtime's own cryptography, not with the library that is tested. */
export interface Signer {
  readonly algorithm: 'HS256' | 'RS256' | 'ES256' | 'EdDSA';
  signature(data: string): Buffer;
  /** Of a public key; null for a secret. */
  readonly public_key: KeyObject | null;
}

export function hmacSigner(secret: string | Buffer): Signer {
  return {
    algorithm: 'HS256',
    signature: (data) => createHmac('sha256', secret).update(data).digest(),
    public_key: null,
  };
}

export function rsaSigner(bits = 2048): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return {
    algorithm: 'RS256',
    signature: (data) => sign('sha256', Buffer.from(data), privateKey),
    public_key: publicKey,
  };
}

/** @param dsaEncoding how the signature is written; JWTs take `ieee-p1363`. */
export function ecSigner(dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363', namedCurve = 'P-256'): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  return {
    algorithm: 'ES256',
    signature: (data) => sign('sha256', Buffer.from(data), { key: privateKey, dsaEncoding }),
    public_key: publicKey,
  };
}

export function edSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    algorithm: 'EdDSA',
    signature: (data) => sign(null, Buffer.from(data), privateKey),
    public_key: publicKey,
  };
}

export function pemOf({ public_key }: Signer): string {
  return String(public_key?.export({ type: 'spki', format: 'pem' }));
}

export function derOf({ public_key }: Signer): Buffer {
  return public_key?.export({ type: 'spki', format: 'der' }) as Buffer;
}

/** A member of a key set. */
export function jwkOf({ public_key, algorithm }: Signer, kid: string): Record<string, unknown> {
  return { ...public_key?.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' };
}

/** A part of a token: JSON, or a text as it is. */
export function encoded(part: unknown): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
}

/** A token with this header and these claims, signed. */
export function signed(header: unknown, claims: unknown, signer: Signer): string {
  const data = `${encoded(header)}.${encoded(claims)}`;
  return `${data}.${signer.signature(data).toString('base64url')}`;
}
