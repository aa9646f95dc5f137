// A list that a statement compares with. To open one as JSON costs more than to compare a few values, so short lists
// are bound value by value; their lengths are rounded up, so that few statements differ.

const MOST_VALUES = 16;

/** What stands behind IN. @param name of the list; its values are bound under this name with a number, or as JSON. */
export function listOf(name: string, values: readonly string[]): string {
  if (values.length > MOST_VALUES) return `(SELECT value FROM json_each(:${name}))`;
  return `(${placesFor(values)
    .map((at) => `:${name}_${at}`)
    .join(', ')})`;
}

/** What a statement with `listOf` binds. */
export function listParameters(name: string, values: readonly string[]): Record<string, string> {
  if (values.length > MOST_VALUES) return { [name]: JSON.stringify(values) };
  const last = values.at(-1) ?? '';
  return Object.fromEntries(placesFor(values).map((at) => [`${name}_${at}`, values[at] ?? last]));
}

/** 0, 1, 2, 4, 8 or 16 places; those left over hold the last value once more. */
function placesFor({ length }: readonly string[]): number[] {
  const places = length === 0 ? 0 : 2 ** Math.ceil(Math.log2(length));
  return Array.from({ length: places }, (_, at) => at);
}
