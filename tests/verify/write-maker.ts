import { asArray, type JsonObject, textField } from '../support/json.js';
import type { Random } from '../support/random.js';
import { uniqueWord } from '../support/unique-words.js';
import { EDGE_TYPE, type Ledger, type Write } from './ledger.js';

const FILLER = 'the retry budget of the build queue was raised after the disk ran full on the second runner';

/** Draws writes that do not touch each other, so that each one's outcome can be told on its own. */
export class WriteMaker {
  /** Memories that an open write works on. */
  readonly busy = new Set<string>();
  readonly #random: Random;
  readonly #ledger: Ledger;
  #number = 0;

  constructor(random: Random, ledger: Ledger) {
    this.#random = random;
    this.#ledger = ledger;
  }

  next(): Write {
    const roll = this.#random.next();
    const free = this.#freeMemories(2);
    const [one, other] = free;
    if (one === undefined || other === undefined || roll < 0.3) return this.#store(1, []);
    if (roll < 0.5) return this.#store(1, this.#take(one, other));
    if (roll < 0.6) return this.#store(5, []);
    if (roll < 0.8) return { kind: 'update', id: this.#take(one)[0] ?? '', ...this.#text() };
    if (roll < 0.95) {
      // Newer ids to older ones only: no cycle can come of it.
      const [older, newer] = this.#take(one, other).sort() as [string, string];
      if (!this.#ledger.edges.has(`${EDGE_TYPE} ${newer} ${older}`))
        return { kind: 'relate', from: newer, to: older };
      this.release([older, newer]);
      return this.#store(1, []);
    }
    return { kind: 'delete', id: this.#take(one)[0] ?? '' };
  }

  release(ids: readonly string[]): void {
    for (const id of ids) this.busy.delete(id);
  }

  #store(count: number, targets: readonly string[]): Write {
    return { kind: 'store', memories: Array.from({ length: count }, () => this.#text()), targets };
  }

  #text(): { word: string; content: string } {
    const word = uniqueWord(this.#number++);
    const repeats = this.#random.integer(1, 40);
    return { word, content: `${word} ${`${FILLER} `.repeat(repeats)}end${word}` };
  }

  #take(...ids: string[]): string[] {
    for (const id of ids) this.busy.add(id);
    return ids;
  }

  /** Some of the latest memories that no open write works on, and so the pages most in motion. */
  #freeMemories(count: number): string[] {
    const latest = [...this.#ledger.live.keys()].slice(-60).filter((id) => !this.busy.has(id));
    return this.#random.shuffled(latest).slice(0, count);
  }
}

/** Memories of the ledger that a write works on. */
export function targetsOf(write: Write): readonly string[] {
  if (write.kind === 'store') return write.targets;
  return write.kind === 'relate' ? [write.from, write.to] : [write.id];
}

/** The tool call that does a write. */
export function callOf(write: Write): { tool: string; args: JsonObject } {
  switch (write.kind) {
    case 'store': {
      const relationships = write.targets.map((to_memory_id) => ({
        to_memory_id,
        relationship_type: EDGE_TYPE,
      }));
      const memories = write.memories.map(({ content }) => ({ type: 'solution', content }));
      if (memories.length > 1) return { tool: 'store_memories', args: { memories } };
      return {
        tool: 'store_memory',
        args: { ...memories[0], ...(relationships.length > 0 && { relationships }) },
      };
    }
    case 'update':
      return { tool: 'update_memory', args: { memory_id: write.id, content: write.content } };
    case 'relate':
      return {
        tool: 'create_relationship',
        args: { from_memory_id: write.from, to_memory_id: write.to, relationship_type: EDGE_TYPE },
      };
    case 'delete':
      return { tool: 'delete_memory', args: { memory_id: write.id } };
  }
}

/** The ids a store's answer gives, in order. */
export function idsOf(write: Write, data: JsonObject): string[] {
  if (write.kind !== 'store') return [];
  if (write.memories.length > 1) return asArray(data.results).map((result) => textField(result, 'id'));
  return [textField(data, 'id')];
}
