/**
 * JSON in one form: keys sorted at every level, so that equal data gives equal bytes whatever store it came from.
 * `first` names keys that come first, in that order, at the top level. Undefined members are left out.
 */
export function canonicalJson(value: unknown, first: readonly string[] = []): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each)).join(',')}]`;
  const members = value as Readonly<Record<string, unknown>>;
  const keys = [
    ...first.filter((key) => Object.hasOwn(members, key)),
    ...Object.keys(members)
      .filter((key) => !first.includes(key))
      .toSorted(),
  ];
  const parts = keys
    .filter((key) => members[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(members[key])}`);
  return `{${parts.join(',')}}`;
}
