/** What a memory is known to be. */
export interface Known {
  readonly id: string;
  readonly word: string;
  readonly content: string;
}

/** `TYPE from to`, as `getMemory` gives it. */
export type Edge = string;

/** A write that was sent, so that its outcome can be judged when no answer came. */
export type Write =
  | { kind: 'store'; memories: readonly { word: string; content: string }[]; targets: readonly string[] }
  | { kind: 'update'; id: string; word: string; content: string }
  | { kind: 'relate'; from: string; to: string }
  | { kind: 'delete'; id: string };

export const EDGE_TYPE = 'BUILDS_ON';

/** Every acknowledged write so far: what the store must hold, no more and no less. */
export class Ledger {
  readonly live = new Map<string, Known>();
  readonly deleted = new Map<string, Known>();
  readonly edges = new Set<Edge>();
  /** Words of former contents: nothing may be found by them. */
  readonly formerWords = new Set<string>();
  /** Memories changed since they were last checked. */
  readonly touched = new Set<string>();
  acknowledged = 0;

  /** Takes a write as done; a store comes with the ids it was given, in order. */
  apply(write: Write, ids: readonly string[]): void {
    if (write.kind === 'store') {
      for (const [i, memory] of write.memories.entries()) {
        const id = ids[i] ?? '';
        this.live.set(id, { id, ...memory });
        this.touched.add(id);
        for (const target of write.targets) this.#relate(id, target);
      }
    } else if (write.kind === 'relate') {
      this.#relate(write.from, write.to);
    } else {
      const known = this.live.get(write.id);
      if (known === undefined) throw new Error(`no memory ${write.id} in the ledger`);
      this.touched.add(write.id);
      if (write.kind === 'update') {
        this.formerWords.add(known.word);
        this.live.set(write.id, { id: write.id, word: write.word, content: write.content });
      } else {
        this.live.delete(write.id);
        this.deleted.set(write.id, known);
      }
    }
  }

  /** The relationships a memory must show: those whose other end is live too. */
  edgesOf(id: string): Edge[] {
    return [...(this.#byMemory.get(id) ?? [])].filter((edge) =>
      edge
        .split(' ')
        .slice(1)
        .every((end) => this.live.has(end)),
    );
  }

  readonly #byMemory = new Map<string, Set<Edge>>();

  #relate(from: string, to: string): void {
    const edge = `${EDGE_TYPE} ${from} ${to}`;
    this.edges.add(edge);
    for (const end of [from, to]) {
      this.touched.add(end);
      const edges = this.#byMemory.get(end) ?? new Set<Edge>();
      this.#byMemory.set(end, edges.add(edge));
    }
  }
}
