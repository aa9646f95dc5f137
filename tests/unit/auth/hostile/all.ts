import { CLAIMS } from './claims.js';
import { FORMS } from './forms.js';
import { type HostileToken, hostile } from './hostile-token.js';
import { SIGNATURES } from './signatures.js';

/** Every named token that must be refused. */
export const HOSTILE_TOKENS: readonly HostileToken[] = [
  ...FORMS.map(hostile),
  ...SIGNATURES.map(hostile),
  ...CLAIMS,
];
