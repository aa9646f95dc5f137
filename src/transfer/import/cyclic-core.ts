import { type CanonicalEdge, canonicalEdge, type RelationshipType } from '../../domain/relationship-types.js';

/** A relationship of a directed type. */
export interface DirectedEdge {
  readonly type: RelationshipType;
  readonly from: string;
  readonly to: string;
}

/**
 * The memories from which no order of one relationship type leads out: all that lie on a cycle, and what lies
 * between cycles. Linear in the number of edges.
 */
export function cyclicCore(edges: readonly DirectedEdge[]): Set<string> {
  const byType = new Map<RelationshipType, CanonicalEdge[]>();
  for (const { type, from, to } of edges) {
    const edge = canonicalEdge(type, from, to);
    const known = byType.get(edge.type);
    if (known === undefined) byType.set(edge.type, [edge]);
    else known.push(edge);
  }
  const core = new Set<string>();
  for (const ofType of byType.values()) {
    const forward = unordered(ofType, (edge) => [edge.from, edge.to]);
    if (forward.size === 0) continue;
    const inside = ofType.filter((edge) => forward.has(edge.from) && forward.has(edge.to));
    for (const id of unordered(inside, (edge) => [edge.to, edge.from])) core.add(id);
  }
  return core;
}

/** What is left after taking away, again and again, every node that nothing points to. */
function unordered<Edge>(
  edges: readonly Edge[],
  ends: (edge: Edge) => readonly [string, string],
): Set<string> {
  const following = new Map<string, string[]>();
  const waiting = new Map<string, number>();
  for (const edge of edges) {
    const [from, to] = ends(edge);
    const known = following.get(from);
    if (known === undefined) following.set(from, [to]);
    else known.push(to);
    waiting.set(from, waiting.get(from) ?? 0);
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const free = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waiting.delete(id);
    for (const next of following.get(id) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) free.push(next);
    }
  }
  return new Set(waiting.keys());
}
