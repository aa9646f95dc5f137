import { setImmediate as nextTurn } from 'node:timers/promises';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { ImportSource } from '../formats/format.js';
import type { ImportFacts } from './check-import.js';
import { importMemories } from './import-memories.js';
import { importNewRelationships, importRelationships } from './import-relationships.js';
import { type ImportContext, type ImportRun, startRun } from './import-run.js';
import type { ImportedRelationship } from './import-schemas.js';
import type { LeftOut, Mapped } from './import-tally.js';
import type { ImportLine } from './read-import.js';
import { firstOfEachId } from './repeated-ids.js';

/** Long work: may be called off, and tells how far it is. */
export interface ImportControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ImportReport {
  readonly format: string;
  readonly memories: {
    readonly read: number;
    readonly created: number;
    readonly duplicates: number;
    /** Of the duplicates: edited here or in the file since; not taken over. */
    readonly edited: number;
  };
  readonly relationships: {
    readonly read: number;
    readonly created: number;
    readonly duplicates: number;
    /** Those that could not be stored here. */
    readonly skipped: readonly { readonly reason: string; readonly count: number }[];
  };
  /** Likely secrets that a mark stands for, and memories left out for holding one. */
  readonly secrets: { readonly masked: number; readonly left_out: number };
  /** What of the file has no place here. */
  readonly left_out: readonly LeftOut[];
  /** What came in under another name. */
  readonly mapped: readonly Mapped[];
  readonly warnings: readonly string[];
}

const BATCH = 200;

/**
 * Takes in checked records that nobody vouches for, as the caller's own: the server says who stored them and when,
 * the file's claims of that are kept as `source.origin`. What is here already is not stored again, so an import
 * that was cut off is simply run again.
 * @param facts what `checkImport` found in this very source.
 * Throws `invalid_file` where the source changed since, `cancelled`, `busy`, and what the store throws.
 */
export async function importRecords(
  context: ImportContext,
  source: ImportSource,
  facts: ImportFacts,
  control: ImportControl = {},
): Promise<ImportReport> {
  const { signal, onProgress } = control;
  const run = startRun(context, source.format.name);
  const total = facts.memories + facts.relationships;
  let done = 0;
  const advance = (count: number): void => {
    done += count;
    onProgress?.(done, total);
  };
  const lines = (): AsyncGenerator<ImportLine> => checkedLines(source, facts, signal);
  for await (const batch of batches(lines(), (line) => (line.kind === 'memory' ? line : null))) {
    await importMemories(run, batch);
    advance(batch.length);
  }
  const others: ImportedRelationship[] = [];
  const simple = (line: ImportLine): ImportedRelationship | null => {
    if (line.kind !== 'relationship') return null;
    if (isSimple(run, line.relationship, facts.cyclicIds)) return line.relationship;
    others.push(line.relationship);
    return null;
  };
  if (facts.relationships > 0)
    for await (const batch of batches(lines(), simple)) {
      await importNewRelationships(run, batch);
      advance(batch.length);
    }
  for (let start = 0; start < others.length; start += BATCH) {
    await nextTurn();
    if (signal?.aborted === true)
      throw new MemoryGraphError('cancelled', 'Cancelled; run the import again to finish it.');
    await importRelationships(run, others.slice(start, start + BATCH));
    advance(Math.min(BATCH, others.length - start));
  }
  return report(run, facts);
}

/** Between two memories that this run stored, and on no cycle of the file: needs no look at what was here before. */
function isSimple(run: ImportRun, line: ImportedRelationship, cyclicIds: ReadonlySet<string>): boolean {
  const { from_memory_id: from, to_memory_id: to } = line;
  return run.stored.has(from) && run.stored.has(to) && !(cyclicIds.has(from) && cyclicIds.has(to));
}

/** The memories, and the relationships between memories of the source. */
async function* checkedLines(
  source: ImportSource,
  { memoryIds }: ImportFacts,
  signal?: AbortSignal,
): AsyncGenerator<ImportLine> {
  const lines = source.lines(signal);
  for await (const line of source.format.own === true ? lines : firstOfEachId(lines)) {
    if (line.kind === 'problem' || (line.kind === 'memory' && !isKnown(line.memory.id, memoryIds)))
      throw new MemoryGraphError('invalid_file', 'The file changed while it was imported.');
    if (line.kind === 'memory') yield line;
    if (line.kind !== 'relationship') continue;
    const { from_memory_id: from, to_memory_id: to } = line.relationship;
    if (memoryIds.has(from) && memoryIds.has(to)) yield line;
  }
}

function isKnown(id: string | undefined, memoryIds: ReadonlySet<string>): boolean {
  return id === undefined || memoryIds.has(id);
}

async function* batches<Item>(
  lines: AsyncIterable<ImportLine>,
  pick: (line: ImportLine) => Item | null,
): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const line of lines) {
    const item = pick(line);
    if (item === null) continue;
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function report(run: ImportRun, { memories, relationships, tally, warnings }: ImportFacts): ImportReport {
  const skipped = [...run.relationships.skipped].map(([reason, count]) => ({ reason, count }));
  return {
    format: run.format,
    memories: { read: memories, ...run.memories },
    relationships: { read: relationships, ...run.relationships, skipped },
    secrets: run.secrets_found,
    left_out: tally.leftOut(),
    mapped: tally.mapped(),
    warnings,
  };
}
