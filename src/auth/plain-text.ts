const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** True for a text of 1 to `most` characters, well-formed, without control characters and line breaks. */
export function isPlainText(value: unknown, most: number): value is string {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= most &&
    value.isWellFormed() &&
    !UNSEEN.test(value)
  );
}
