/** A span of valid time: from inclusive, until exclusive, null = open. */
export interface Validity {
  readonly valid_from: string;
  readonly valid_until: string | null;
}

/** True where the span holds at `at` (ISO). Times compare as text: all are UTC with milliseconds. */
export function isValidAt(span: Validity, at: string): boolean {
  return span.valid_from <= at && (span.valid_until === null || span.valid_until > at);
}

/** True where the span has ended by `at`; one that begins later is not closed. */
export function isClosedAt(span: Validity, at: string): boolean {
  return span.valid_until !== null && span.valid_until <= at;
}
