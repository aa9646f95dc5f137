export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** The memories of a cycle among the edges, in order; null where there is none. */
export function findCycle(edges: Iterable<Edge>): string[] | null {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): string[] | null => {
    if (path.includes(node)) return path.slice(path.indexOf(node));
    if (done.has(node)) return null;
    path.push(node);
    for (const other of next.get(node) ?? []) {
      const cycle = visit(other);
      if (cycle !== null) return cycle;
    }
    path.pop();
    done.add(node);
    return null;
  };
  for (const node of next.keys()) {
    const cycle = visit(node);
    if (cycle !== null) return cycle;
  }
  return null;
}
