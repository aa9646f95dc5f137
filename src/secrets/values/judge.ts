import { isOtherThing, looksLikeCode } from './not-a-value.js';
import { isPlaceholder } from './placeholder.js';
import { distinctSigns, signsOf } from './signs.js';
import { isWordy } from './words.js';

/** How a value stands beside its name. */
export interface Setting {
  /** In quotes, so that it is no expression. */
  readonly quoted: boolean;
  /** Joined to the name by words or a blank only, so that the value itself must be convincing. */
  readonly loose: boolean;
}

const WORD_AND_DIGITS = /^[A-Za-z]{4,}(?=[^A-Za-z]*\d)[\d!@#$%^&*?.+=_-]{1,10}[A-Za-z]{0,2}$/;
const CREDENTIAL_WORD = /pass|pwd|secret|token|credential|user|login|auth|(?<![A-Za-z])key/i;
const WORDS_AND_NUMBER = /^[A-Za-z]{3,}(?:-[A-Za-z]{3,}){1,4}-?\d{2,6}[!?]?$/;
const NAME_AT_END = /(?:password|passwd|secret|token)$/i;
const PHRASE = /^[a-z]{3,}(?: [a-z]{3,}){3,9}$/;
const PHRASE_OF_HELP = /\b(?:the|your|enter|please|must|for|this|that|not|was|has|can|from|with|and|are)\b/;
const TOKEN_SIGNS = /^[\w.+/=~:|!@#$%^&*,;?()[\]{}-]+$/;
const UNIQUE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether what stands in a password's place is one. Weak ones of a word and digits count, words alone do not. */
export function isPassword(value: string, { quoted, loose }: Setting): boolean {
  if (value.length < (loose ? 6 : 5) || value.length > 512) return false;
  // Nobody types so long a one: it is a token in a password's place.
  if (value.length > 128) return isToken(value, { quoted, loose });
  if (/\s/.test(value)) return quoted && !loose && PHRASE.test(value) && !PHRASE_OF_HELP.test(value);
  if (isPlaceholder(value) || isOtherThing(value) || (!quoted && looksLikeCode(value))) return false;
  if (loose && NAME_AT_END.test(value)) return false;
  const { lower, upper, digit, symbol } = signsOf(value);
  const letter = lower || upper || /\p{L}/u.test(value);
  if (!letter) return !loose && digit && value.replace(/\D/g, '').length >= 6 && !value.includes('/');
  if (!digit && !symbol) {
    if (!quoted && value.includes('_')) return false;
    return (
      !isWordy(value) &&
      distinctSigns(value) >= 6 &&
      value.length >= (quoted ? 8 : 10) &&
      (!loose || (lower && upper))
    );
  }
  if (!isWordy(value)) return distinctSigns(value) >= 4;
  if (WORD_AND_DIGITS.test(value)) return true;
  if (symbol) return digit || (!loose && lower && upper && quoted);
  if (!digit || CREDENTIAL_WORD.test(value)) return false;
  return loose ? WORDS_AND_NUMBER.test(value) : quoted || !value.includes('_');
}

/** Whether what stands in the place of a key or token is one: letters and digits without words. */
export function isToken(value: string, { quoted, loose }: Setting): boolean {
  if (value.length < (loose ? 16 : 8) || value.length > 512 || !TOKEN_SIGNS.test(value)) return false;
  if (isPlaceholder(value) || isOtherThing(value) || (!quoted && looksLikeCode(value))) return false;
  if (UNIQUE_ID.test(value)) return true;
  return isRandom(value) && (/\d/.test(value) || (quoted && /^[A-Za-z_/+-]{20,}$/.test(value)));
}

/** The same for a name that says little (`key`): long, and of three sorts of signs. */
export function isStrongToken(value: string, setting: Setting): boolean {
  const { lower, upper, digit } = signsOf(value);
  return (
    value.length >= 20 &&
    lower &&
    upper &&
    digit &&
    !/^(?:AAAA|MII|eyJ)/.test(value) &&
    isToken(value, setting)
  );
}

/** Whether a value looks made by a machine: no words in it, many different signs. */
export function isRandom(value: string): boolean {
  const { lower, upper, digit } = signsOf(value);
  if (!lower && !upper) return false;
  if (!digit && !(lower && upper && value.length >= 16)) return false;
  return distinctSigns(value) >= Math.min(8, value.length / 2) && !isWordy(value);
}
