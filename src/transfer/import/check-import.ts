import { isDirected } from '../../domain/relationship-types.js';
import { invalidFile } from '../files/file-faults.js';
import type { ImportSource } from '../formats/format.js';
import { cyclicCore, type DirectedEdge } from './cyclic-core.js';
import { type Tally, tally } from './import-tally.js';
import { firstOfEachId } from './repeated-ids.js';

/** What checked records hold. */
export interface ImportFacts {
  readonly memories: number;
  readonly relationships: number;
  /** What the person should know of the file, each a sentence. */
  readonly warnings: readonly string[];
  /** Ids of the memories that records name. */
  readonly memoryIds: ReadonlySet<string>;
  /** Ids of memories that lie on a cycle of one relationship type within the file. */
  readonly cyclicIds: ReadonlySet<string>;
  readonly tally: Tally;
}

const MOST_REPORTED = 20;
const DANGLING = 'one of its memories is not in what was imported';

/**
 * Reads what is to be imported to its end and writes nothing: every record, ids that occur twice, relationships
 * whose ends are not there, the counts of the last line. What does not fit together in a file of another program
 * is left out, and in our own export a problem.
 * Throws `invalid_file` with the first 20 problems and where they stand.
 */
export async function checkImport(
  source: ImportSource,
  signal?: AbortSignal,
  onProgress: (records: number) => void = () => {},
): Promise<ImportFacts> {
  const { path, format } = source;
  const own = format.own === true;
  const ids = { memory: new Map<string, number>(), relationship: new Map<string, number>() };
  const ends: { line: number; from: string; to: string }[] = [];
  const edges: DirectedEdge[] = [];
  const problems: string[] = [];
  const counts = { memories: 0, relationships: 0 };
  const tallied = tally();
  let end: { readonly memories: number; readonly relationships: number } | undefined;
  let faulty = 0;
  let read = 0;
  const problem = (line: number, text: string): void => {
    if (++faulty <= MOST_REPORTED) problems.push(`${own ? 'line' : 'record'} ${line}: ${text}`);
  };
  const note = (lines: Map<string, number>, id: string | undefined, line: number): void => {
    const earlier = id === undefined ? undefined : lines.get(id);
    if (earlier !== undefined) problem(line, `the id stands in line ${earlier} already`);
    else if (id !== undefined) lines.set(id, line);
  };
  const lines = source.lines(signal);
  for await (const line of own ? lines : firstOfEachId(lines)) {
    const { number } = line;
    if (++read % 500 === 0) onProgress(read);
    if (end !== undefined) problem(number, 'stands after the end line');
    else if (line.kind === 'problem') problem(number, line.problem);
    else if (line.kind === 'end') end = line;
    else if (line.kind === 'left_out') tallied.leaveOut(line.record ?? 'memory', line.reason);
    else if (line.kind === 'mapped') tallied.map(line.what, line.to);
    else if (line.kind === 'memory') {
      counts.memories++;
      note(ids.memory, line.memory.id, number);
    } else {
      const { id, type, from_memory_id: from, to_memory_id: to } = line.relationship;
      counts.relationships++;
      note(ids.relationship, id, number);
      ends.push({ line: number, from, to });
      if (isDirected(type)) edges.push({ type, from, to });
    }
  }
  for (const { line, from, to } of ends) {
    const missing = [from, to].filter((id) => !ids.memory.has(id));
    if (own)
      for (const id of missing)
        problem(line, `no memory of the file has the id ${JSON.stringify(id.slice(0, 80))}`);
    else if (missing.length > 0) {
      tallied.leaveOut('relationship', DANGLING);
      counts.relationships--;
    }
  }
  if (faulty === 0 && end !== undefined && differs(end, counts))
    problems.push('the last line counts other memories or relationships than the file holds');
  if (problems.length > 0) throw problemsError(path, problems, Math.max(faulty, problems.length));
  const cutOff = 'The file has no end line, so a missing part would not be noticed.';
  return {
    ...counts,
    warnings: own && end === undefined ? [cutOff] : [],
    memoryIds: new Set(ids.memory.keys()),
    cyclicIds: cyclicCore(edges),
    tally: tallied,
  };
}

function differs(end: { memories: number; relationships: number }, counts: typeof end): boolean {
  return end.memories !== counts.memories || end.relationships !== counts.relationships;
}

function problemsError(path: string, problems: readonly string[], total: number) {
  const more = total > problems.length ? [`and ${total - problems.length} more`] : [];
  const list = [...problems, ...more].map((each) => `\n  - ${each}`).join('');
  const count = total === 1 ? 'a problem' : `${total} problems`;
  return invalidFile(path, `The file has ${count}; nothing was imported.${list}`, { problems });
}
