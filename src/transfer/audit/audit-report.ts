import type { AuditHead } from '../../domain/audit.js';
import type { ChainBreak } from '../../domain/audit-chain.js';

/** What was found of one chain. */
export interface AuditReport {
  /** null: the server's own chain. */
  readonly tenant_id: string | null;
  /** Checked without fault, from the first on. */
  readonly events: number;
  /** Where the chain stood when the checking began; null = no event yet, or the store could not say. */
  readonly head: AuditHead | null;
  /** How many heads noted before it was compared with. */
  readonly heads_compared: number;
  /** null = the chain is whole, and as it was. */
  readonly broken: ChainBreak | null;
}

/** How long work on a chain goes on, and who is told. */
export interface AuditWork {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The heads of this chain among those of many. */
export function headsOf(heads: readonly AuditHead[], tenant_id: string | null): AuditHead[] {
  return heads.filter((head) => head.tenant_id === tenant_id);
}
