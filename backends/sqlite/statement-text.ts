import type { AccessScope } from '../../src/domain/access-scope.js';

const MOST_KEPT = 200;

const texts = new WeakMap<AccessScope, Map<string, string>>();

/**
 * The text of a statement under a scope. A scope lives as long as what its principal may see stays the same, so it is
 * put together once: with a rule of visibility in it that costs as much as to run it.
 * @param key tells the statement and all that differs in it beside the scope.
 */
export function statementText(scope: AccessScope, key: string, make: () => string): string {
  const known = texts.get(scope) ?? new Map<string, string>();
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  if (known.size >= MOST_KEPT) known.clear();
  const text = make();
  known.set(key, text);
  texts.set(scope, known);
  return text;
}
