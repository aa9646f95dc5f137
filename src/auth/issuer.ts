/** The algorithms that tokens may be signed with; an issuer has exactly one. */
export const ALGORITHMS = ['HS256', 'RS256', 'ES256', 'EdDSA'] as const;

export type Algorithm = (typeof ALGORITHMS)[number];

/** What an issuer's tokens are checked with: from the configuration, never from a token. */
export type IssuerKey =
  | { readonly kind: 'secret'; readonly bytes: Uint8Array }
  /** PEM: `BEGIN PUBLIC KEY`, or a certificate; of the certificate only the key counts. */
  | { readonly kind: 'public_key'; readonly pem: string }
  /** Where the issuer publishes its keys (JWKS): https, or http on this machine. */
  | { readonly kind: 'jwks'; readonly url: string };

/** Tenants that an issuer may speak for: these ids, compared exactly, or every one. */
export type AssertedTenants = readonly string[] | '*';

/** One issuer that is believed, and for what. */
export interface IssuerOptions {
  /** How a problem with it begins: the setting, and the entry of the file. */
  readonly named: string;
  /** `iss` of its tokens, compared to the letter. */
  readonly issuer: string;
  /** What `aud` of its tokens must be or hold, compared to the letter. */
  readonly audience: string;
  readonly algorithm: Algorithm;
  readonly key: IssuerKey;
  readonly tenants: AssertedTenants;
  /** Stands before the subject in a user id, so that two issuers never name the same user; one issuer may have ''. */
  readonly user_prefix: string;
}
