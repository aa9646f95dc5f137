import type { AuditHead } from '../../domain/audit.js';
import {
  CHAIN_START,
  type ChainBreak,
  type ChainCheck,
  type ChainPlace,
  verifyChain,
  verifyEnd,
} from '../../domain/audit-chain.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { invalidFile } from '../files/file-faults.js';
import { type FileLine, readLines } from '../files/read-lines.js';
import { type AuditReport, headsOf } from './audit-report.js';
import { auditTenantOf, type EndLine, readEndLine, readEventLine } from './read-audit-lines.js';

/**
 * Checks an exported chain on its own, wherever it is: every line, every hash, and where the chain stands at its end.
 * A file that was cut off or changed is an answer, not an error. Throws `invalid_file` for a file that is no exported
 * audit log or is of a newer version, `not_found`, `cancelled`.
 * @param known heads noted before, of any chains; those of this one are compared.
 */
export async function verifyAuditFile(
  path: string,
  known: readonly AuditHead[],
  signal?: AbortSignal,
): Promise<AuditReport> {
  const lines = readLines(path, signal);
  const first = await lines.next();
  const tenant_id = auditTenantOf(path, first.done === true ? undefined : first.value);
  const noted = headsOf(known, tenant_id);
  const read = await readChain(lines, noted);
  const { place, end } = read;
  if (read.broken === null && end?.head != null && end.head.tenant_id !== tenant_id)
    throw invalidFile(path, 'Its first and its last line are of different audit logs.');
  const broken = read.broken ?? endFault(place, end) ?? verifyEnd(place, noted);
  return {
    tenant_id,
    events: place.sequence,
    head: end?.head ?? null,
    heads_compared: noted.length,
    broken,
  };
}

interface ReadChain extends ChainCheck {
  readonly end: EndLine | null;
}

async function readChain(lines: AsyncIterable<FileLine>, noted: readonly ChainPlace[]): Promise<ReadChain> {
  let check: ChainCheck = { place: CHAIN_START, broken: null };
  let end: EndLine | null = null;
  try {
    for await (const line of lines) {
      if (end !== null) return { place: check.place, end, broken: unreadable(check.place) };
      end = readEndLine(line);
      if (end !== null) continue;
      const event = readEventLine(line);
      if (event === null) return { place: check.place, end, broken: unreadable(check.place) };
      check = verifyChain([event], check.place, noted);
      if (check.broken !== null) break;
    }
  } catch (thrown) {
    if (!(thrown instanceof MemoryGraphError) || thrown.code !== 'invalid_file') throw thrown;
    return { place: check.place, end, broken: unreadable(check.place) };
  }
  return { ...check, end };
}

function unreadable({ sequence }: ChainPlace): ChainBreak {
  return { sequence: sequence + 1, fault: 'unreadable' };
}

/** What the last line says against the lines before it. */
function endFault(place: ChainPlace, end: EndLine | null): ChainBreak | null {
  const { sequence } = place;
  if (end === null) return { sequence: sequence + 1, fault: 'cut' };
  const head = end.head ?? CHAIN_START;
  if (head.sequence > sequence) return { sequence: sequence + 1, fault: 'cut' };
  if (head.sequence < sequence) return { sequence: head.sequence + 1, fault: 'remade' };
  return head.hash === place.hash ? null : { sequence, fault: 'remade' };
}
