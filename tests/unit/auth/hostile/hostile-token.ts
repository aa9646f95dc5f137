import type { TokenMode } from '../../../support/tokens/modes.js';

/** One token that must be refused. */
export interface HostileToken {
  readonly name: string;
  make(mode: TokenMode): string;
  /** What the operator is told; so that it is refused for this and not for a mistake in making it. */
  readonly because: RegExp;
  /** The modes it makes sense in; all where it is left out. */
  readonly modes?: readonly string[];
}

/** `[name, make, because, modes]`: the form the tables are written in. */
export type Row = readonly [
  name: string,
  make: (mode: TokenMode) => string,
  because: RegExp,
  modes?: readonly string[],
];

export function hostile([name, make, because, modes]: Row): HostileToken {
  return { name, make, because, ...(modes === undefined ? {} : { modes }) };
}

/** Modes whose key is public. */
export const PUBLIC = ['RS256', 'ES256', 'EdDSA', 'JWKS'];
