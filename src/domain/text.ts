import type { SourceFlag } from './source.js';

const NUL = '\u0000';
// Zero-width characters, soft hyphen, word joiners, tag characters and variation selectors beyond emoji use.
const HIDDEN =
  /\u00ad|\u200b|\u200c|\u200e|\u200f|[\u2060-\u2064]|\ufeff|[\u{e0000}-\u{e007f}]|[\u{e0100}-\u{e01ef}]/u;
const BIDIRECTIONAL = /[\u202a-\u202e\u2066-\u2069]/u;
const INSTRUCTIONS =
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:previous|prior|above|earlier|all|your|system)\b[^.\n]{0,40}\b(?:instruction|prompt|rule|message|direction)s?\b|<\/?(?:system|assistant|instructions?)>|\byou (?:must|are) now\b[^.\n]{0,60}\b(?:act|obey|respond|reveal|unrestricted|jailbroken)\b/i;

/** Why a text cannot be kept, or null: a lone surrogate would not come back, a NUL cuts text in some databases. */
export function textFault(text: string): 'lone_surrogate' | 'nul' | null {
  if (!text.isWellFormed()) return 'lone_surrogate';
  return text.includes(NUL) ? 'nul' : null;
}

/** Marks on a text that a reader should know of; the text itself is kept as it is. */
export function textFlags(text: string): SourceFlag[] {
  const flags: SourceFlag[] = [];
  if (HIDDEN.test(text)) flags.push('hidden_characters');
  if (BIDIRECTIONAL.test(text)) flags.push('bidirectional_characters');
  if (INSTRUCTIONS.test(text)) flags.push('reads_like_instructions');
  return flags;
}

/** Names (tags, keys, ids) in one form: NFC, trimmed, inner white space as one blank. */
export function normalName(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/gu, ' ');
}

/** The first `characters` of a text, never half of a surrogate pair. */
export function firstCharacters(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const cut = text.slice(0, characters);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
