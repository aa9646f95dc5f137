import type { Relationship } from '../domain/relationship.js';

/** Gives the relationships that touch any of these memories. */
export type EdgesOf = (ids: readonly string[]) => Promise<readonly Relationship[]>;

/** A memory reached by a walk, by which relationship, from which side, at which depth (from 1). */
export interface Reached {
  readonly id: string;
  readonly from: string;
  readonly relationship: Relationship;
  readonly direction: 'out' | 'in';
  readonly depth: number;
}

/**
 * Walks breadth first from one memory. Each memory is reached once, by its strongest relationship among those of
 * the lowest depth, so that a cycle ends by itself. Stops at `max_depth`, at `limit` memories, or at `until`.
 */
export async function walk(
  start: string,
  edgesOf: EdgesOf,
  bounds: {
    readonly max_depth: number;
    readonly limit: number;
    readonly direction?: 'out' | 'in' | 'both';
    readonly until?: string;
  },
): Promise<{ reached: Reached[]; truncated: boolean }> {
  const seen = new Set([start]);
  const reached: Reached[] = [];
  let frontier = [start];
  for (let depth = 1; depth <= bounds.max_depth && frontier.length > 0; depth++) {
    const here = new Set(frontier);
    const edges = [...(await edgesOf(frontier))].sort(strongestFirst);
    frontier = [];
    for (const relationship of edges) {
      for (const step of stepsFrom(relationship, here, bounds.direction ?? 'both')) {
        if (seen.has(step.id)) continue;
        if (reached.length >= bounds.limit) return { reached, truncated: true };
        seen.add(step.id);
        reached.push({ ...step, relationship, depth });
        frontier.push(step.id);
        if (step.id === bounds.until) return { reached, truncated: false };
      }
    }
  }
  return { reached, truncated: false };
}

/** The chain of steps that led a walk to `goal`, from its start; empty where it did not come there. */
export function chainTo(goal: string, reached: readonly Reached[]): Reached[] {
  const byId = new Map(reached.map((step) => [step.id, step]));
  const chain: Reached[] = [];
  for (let step = byId.get(goal); step !== undefined; step = byId.get(step.from)) chain.unshift(step);
  return chain;
}

/** Strength times confidence, descending; then the newer, then by id, so that every backend walks alike. */
export function strongestFirst(a: Relationship, b: Relationship): number {
  return (
    b.strength * b.confidence - a.strength * a.confidence ||
    (a.updated_at === b.updated_at ? (a.id < b.id ? 1 : -1) : a.updated_at < b.updated_at ? 1 : -1)
  );
}

function stepsFrom(
  relationship: Relationship,
  here: ReadonlySet<string>,
  direction: 'out' | 'in' | 'both',
): Pick<Reached, 'id' | 'from' | 'direction'>[] {
  const { from_memory_id: source, to_memory_id: target } = relationship;
  const steps: Pick<Reached, 'id' | 'from' | 'direction'>[] = [];
  if (direction !== 'in' && here.has(source)) steps.push({ id: target, from: source, direction: 'out' });
  if (direction !== 'out' && here.has(target)) steps.push({ id: source, from: target, direction: 'in' });
  return steps;
}
