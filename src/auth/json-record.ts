/** A JSON object whose members are not known yet; a token's claims are one. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** True for a JSON object: not for a list, not for null. */
export function isJsonRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
