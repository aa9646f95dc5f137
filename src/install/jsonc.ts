import { createRequire } from 'node:module';
import type { Node, ParseError } from 'jsonc-parser';

export type { Node, ParseError };

/**
 * The JSON library, loaded when it is needed and not bundled: its main file finds its own parts in a way that a
 * bundler does not follow.
 */
export function jsonc(): typeof import('jsonc-parser') {
  return createRequire(import.meta.url)('jsonc-parser');
}
