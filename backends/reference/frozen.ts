/** A deep copy that nobody can change, so that callers share no state with the store. */
export function frozen<Value>(value: Value): Value {
  return freezeAll(structuredClone(value));
}

function freezeAll<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) freezeAll(inner);
    Object.freeze(value);
  }
  return value;
}
