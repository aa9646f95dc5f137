import { LIMITS } from './limits.js';

const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;

/** True for an id every backend can keep as it is. */
export function isIdentifier(text: string): boolean {
  return text.length <= LIMITS.id_characters && ID.test(text);
}
