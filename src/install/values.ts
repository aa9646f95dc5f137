/** True for a value with members: no array, no null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy without one member, and without the objects above it that this leaves empty. */
export function withoutMember(value: unknown, path: readonly string[]): unknown {
  const [name, ...below] = path;
  if (name === undefined || !isObject(value) || !Object.hasOwn(value, name)) return value;
  const { [name]: inner, ...others } = value;
  if (below.length === 0) return others;
  const left = withoutMember(inner, below);
  return isObject(left) && Object.keys(left).length === 0 ? others : { ...others, [name]: left };
}
