import { MemoryGraphError } from '../errors/memory-graph-error.js';
import { checkImport } from './check-import.js';
import { importMemories } from './import-memories.js';
import { importNewRelationships, importRelationships } from './import-relationships.js';
import { type ImportContext, type ImportRun, startRun } from './import-run.js';
import type { ImportedRelationship } from './import-schemas.js';
import { type ImportLine, readImport } from './read-import.js';

/** Long work: may be called off, and tells how far it is. */
export interface ImportControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: (stage: 'checking' | 'importing', done: number, total: number | null) => void;
}

export interface ImportReport {
  readonly memories: { readonly created: number; readonly duplicates: number };
  readonly relationships: {
    readonly created: number;
    readonly duplicates: number;
    readonly skipped: readonly { readonly reason: string; readonly count: number }[];
  };
  readonly warnings: readonly string[];
}

const BATCH = 200;

/**
 * Takes in an export that nobody vouches for, as the caller's own: the server says who stored it and when, the
 * file's claims of that are kept as `source.origin`. The whole file is checked before anything is written. What
 * is here already is not stored again, so an import that was cut off is simply run again.
 * Throws `invalid_file` with the lines that are wrong, `not_found`, `cancelled`, `busy`, and what the store throws.
 */
export async function importFile(
  context: ImportContext,
  path: string,
  control: ImportControl = {},
): Promise<ImportReport> {
  const { signal, onProgress } = control;
  const facts = await checkImport(path, signal, (done) => onProgress?.('checking', done, null));
  const run = startRun(context);
  const total = facts.memories + facts.relationships;
  let done = 0;
  const advance = (count: number): void => {
    done += count;
    onProgress?.('importing', done, total);
  };
  const lines = (): AsyncGenerator<ImportLine> => checkedLines(path, signal);
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
  for await (const batch of batches(lines(), simple)) {
    await importNewRelationships(run, batch);
    advance(batch.length);
  }
  for (let start = 0; start < others.length; start += BATCH) {
    if (signal?.aborted === true)
      throw new MemoryGraphError('cancelled', 'Cancelled; run the import again to finish it.');
    await importRelationships(run, others.slice(start, start + BATCH));
    advance(Math.min(BATCH, others.length - start));
  }
  return report(run, facts.warnings);
}

/** Between two memories that this run stored, and on no cycle of the file: needs no look at what was here before. */
function isSimple(run: ImportRun, line: ImportedRelationship, cyclicIds: ReadonlySet<string>): boolean {
  const { from_memory_id: from, to_memory_id: to } = line;
  return run.stored.has(from) && run.stored.has(to) && !(cyclicIds.has(from) && cyclicIds.has(to));
}

async function* checkedLines(path: string, signal?: AbortSignal): AsyncGenerator<ImportLine> {
  for await (const line of readImport(path, signal)) {
    if (line.kind === 'problem')
      throw new MemoryGraphError('invalid_file', 'The file changed while it was imported.');
    yield line;
  }
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

function report(run: ImportRun, warnings: readonly string[]): ImportReport {
  const { memories, relationships } = run;
  const skipped = [...relationships.skipped].map(([reason, count]) => ({ reason, count }));
  return { memories, relationships: { ...relationships, skipped }, warnings };
}
