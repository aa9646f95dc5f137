import type { Memory } from './memory.js';
import type { Relationship } from './relationship.js';

/** One step of a walk: which relationship was followed, which way, to which memory, how far from the start. */
export interface Neighbour {
  readonly memory: Memory;
  readonly relationship: Relationship;
  /** `out`: along the relationship; `in`: against it. */
  readonly direction: 'out' | 'in';
  /** From 1. */
  readonly depth: number;
}

/** What a bounded walk found; `truncated` where the limit on memories stopped it. */
export interface Neighbourhood {
  readonly neighbours: readonly Neighbour[];
  readonly truncated: boolean;
}

/** A shortest chain from one memory to another; empty where there is none. */
export interface MemoryPath {
  readonly memories: readonly Memory[];
  readonly steps: readonly { readonly relationship: Relationship; readonly direction: 'out' | 'in' }[];
}
