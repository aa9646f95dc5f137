// Anything beyond ASCII.
const WIDE = /[\u0080-\uffff]/;
const ACCENTED = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu;
const MARK_OR_SOFT_HYPHEN = /[\p{M}\u00ad]/gu;
const APOSTROPHE = /[\u2018\u2019\u02bc]/g;

/** True for a text of ASCII alone, whose normal form is its lower case. */
export function isAscii(text: string): boolean {
  return !WIDE.test(text);
}

/**
 * One spelling for texts that a reader takes as equal: compatibility forms resolved (NFKC), lower case,
 * accents off Latin and Greek letters, typographic apostrophes straight. Other combining marks are dropped
 * where no composed letter has them (Arabic and Hebrew points; Indic vowel signs as well, which folds some
 * words together but never cuts one in two). Takes any string, lone surrogates included.
 */
export function normalForm(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(ACCENTED, '$1')
    .toLowerCase()
    .normalize('NFC')
    .replace(MARK_OR_SOFT_HYPHEN, '')
    .replace(APOSTROPHE, "'")
    .replaceAll('ς', 'σ');
}
