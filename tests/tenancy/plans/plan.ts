import type { Answer, Ask } from '../probing/connection.js';
import type { Sight } from '../world/oracle.js';

/** What a caller has of their own, to fill the places of a request that are not probed. */
export interface Kit {
  /** A private memory of the caller's. */
  readonly own: string;
  /** An open relationship that the caller sees and may change, if there is one. */
  readonly edge: string | undefined;
  /** Now, ISO. */
  readonly now: string;
}

/** One place of a request that takes an id. */
export interface IdSlot {
  readonly argument: string;
  /** Tells slots of one argument apart. */
  readonly note?: string;
  readonly of: 'memory' | 'relationship';
  /** undefined where the caller has nothing to put beside the id. */
  readonly ask: (id: string, kit: Kit) => Ask | undefined;
  /** Faults of an answer about a record that the caller sees; only for requests that read. */
  readonly expect?: (answer: Answer, id: string, sight: Sight, kit: Kit) => string[];
  /** Former versions may be told. */
  readonly former?: true;
  /** What is said of an id that is not there; default `not_found`. */
  readonly missing?: 'protocol' | null;
}

/** One place of a request that takes a word, a name or a path that only records of others may hold. */
export interface WordSlot {
  readonly argument: string;
  readonly note?: string;
  readonly ask: (word: string, kit: Kit) => Ask;
  /** Looks for words nearly spelt so: it is asked with a misspelt one. */
  readonly fuzzy?: true;
}

/**
 * What an argument is to the probes. `id` and `word`: it is probed by a slot. `handle`: something an earlier answer
 * gave or that is kept by caller (cursor, key, file), with a stage of its own. `plain`: names nothing that is stored.
 */
type ArgumentKind = 'id' | 'word' | 'handle' | 'plain';

/** How one tool, or one other kind of request, is probed. */
export interface Plan {
  readonly action: 'read' | 'write' | 'delete' | 'share' | 'admin';
  /** Every argument it takes. */
  readonly arguments: Readonly<Record<string, ArgumentKind>>;
  /** A request that any member may try. */
  readonly usual: (kit: Kit) => Ask;
  readonly ids?: readonly IdSlot[];
  readonly words?: readonly WordSlot[];
  /** Only the operator of a server without tenants may. */
  readonly operatorOnly?: true;
}

/** A call of a tool. */
export function call(name: string, args: Readonly<Record<string, unknown>>): Ask {
  return { method: 'tools/call', params: { name, arguments: args } };
}
