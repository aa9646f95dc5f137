import type { Memory } from '../../domain/memory.js';

const DAY_MS = 86_400_000;
/** What a memory of no importance still weighs, beside the 1 of one that matters most. */
const LEAST = 0.35;

/** Memories by importance and recency, the weightiest first; half of the weight is gone after so many days. */
export function weightiestFirst(memories: readonly Memory[], half_life_days: number, now: string): Memory[] {
  const nowMs = Date.parse(now);
  const weightOf = (memory: Memory): number => {
    const days = Math.max(0, (nowMs - Date.parse(memory.updated_at)) / DAY_MS);
    return (LEAST + memory.importance) * 0.5 ** (days / half_life_days);
  };
  return memories
    .map((memory) => ({ memory, weight: weightOf(memory) }))
    .sort((a, b) => b.weight - a.weight || (a.memory.id < b.memory.id ? 1 : -1))
    .map(({ memory }) => memory);
}
