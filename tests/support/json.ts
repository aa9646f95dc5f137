/** A JSON object whose fields are still to be checked. */
export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object itself, or an empty one. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The array itself, or an empty one. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A field that has to be text. */
export function textField(value: unknown, name: string): string {
  const field = asObject(value)[name];
  if (typeof field !== 'string') throw new Error(`no text in field ${name}: ${excerpt(value)}`);
  return field;
}

/** A field that has to be a number. */
export function numberField(value: unknown, name: string): number {
  const field = asObject(value)[name];
  if (typeof field !== 'number') throw new Error(`no number in field ${name}: ${excerpt(value)}`);
  return field;
}

/** The beginning of a value's JSON, for messages. */
export function excerpt(value: unknown, length = 300): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > length ? `${text.slice(0, length)}...` : text;
}
