const DAY_MS = 86_400_000;

/** A memory that became true this many days ago has half of the recency bonus. */
const RECENCY_HALF_LIFE_DAYS = 180;
/** Most that recency adds: 5 % for what became true now. */
const RECENCY_BONUS = 0.05;
/** Importance 1 adds 4 %, importance 0 takes 4 % off, 0.5 is neutral. */
const IMPORTANCE_SPAN = 0.04;
/** Most that use adds: 3 % from `USE_FULL` looks on, by the logarithm of their number. */
const USE_BONUS = 0.03;
const USE_FULL = 100;

/**
 * The factor on a score for what a memory is, whatever was asked. All factors together move a score by less
 * than 13 %: they order hits that fit about equally well and lift none over a clearly better one.
 * Age counts from `valid_from`, the time a memory speaks of: correcting an old one does not make it new.
 * @param nowMs the present moment, milliseconds since 1970.
 */
export function priorFactor(
  memory: { readonly valid_from: string; readonly importance: number; readonly usage_count: number },
  nowMs: number,
): number {
  return (
    recencyFactor(memory.valid_from, nowMs) *
    importanceFactor(memory.importance) *
    useFactor(memory.usage_count)
  );
}

function recencyFactor(valid_from: string, nowMs: number): number {
  const days = Math.max(0, (nowMs - Date.parse(valid_from)) / DAY_MS);
  return 1 + (Number.isNaN(days) ? 0 : RECENCY_BONUS * 0.5 ** (days / RECENCY_HALF_LIFE_DAYS));
}

function importanceFactor(importance: number): number {
  return 1 + IMPORTANCE_SPAN * 2 * (importance - 0.5);
}

function useFactor(usage_count: number): number {
  return 1 + USE_BONUS * Math.min(1, Math.log1p(usage_count) / Math.log1p(USE_FULL));
}
