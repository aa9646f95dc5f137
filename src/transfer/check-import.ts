import { isDirected } from '../domain/relationship-types.js';
import { cyclicCore, type DirectedEdge } from './cyclic-core.js';
import { invalidFile } from './file-faults.js';
import { readImport } from './read-import.js';

/** What a checked import file holds. */
export interface ImportFacts {
  readonly memories: number;
  readonly relationships: number;
  /** What the person should know of the file, each a sentence. */
  readonly warnings: readonly string[];
  /** Ids of memories that lie on a cycle of one relationship type within the file. */
  readonly cyclicIds: ReadonlySet<string>;
}

const MOST_REPORTED = 20;

/**
 * Reads an import file to its end and writes nothing: every line, ids that occur twice, relationships whose ends
 * are not in the file, the counts of the last line.
 * Throws `invalid_file` with the first 20 problems and their lines.
 */
export async function checkImport(
  path: string,
  signal?: AbortSignal,
  onProgress: (lines: number) => void = () => {},
): Promise<ImportFacts> {
  const memoryLines = new Map<string, number>();
  const relationshipLines = new Map<string, number>();
  const ends: { line: number; id: string }[] = [];
  const edges: DirectedEdge[] = [];
  const problems: string[] = [];
  const counts = { memories: 0, relationships: 0 };
  let end: { readonly memories: number; readonly relationships: number } | undefined;
  let faulty = 0;
  const problem = (line: number, text: string): void => {
    if (++faulty <= MOST_REPORTED) problems.push(`line ${line}: ${text}`);
  };
  const note = (lines: Map<string, number>, id: string | undefined, line: number): void => {
    const earlier = id === undefined ? undefined : lines.get(id);
    if (earlier !== undefined) problem(line, `the id stands in line ${earlier} already`);
    else if (id !== undefined) lines.set(id, line);
  };
  for await (const line of readImport(path, signal)) {
    const { number } = line;
    if (number % 500 === 0) onProgress(number);
    if (end !== undefined) problem(number, 'stands after the end line');
    else if (line.kind === 'problem') problem(number, line.problem);
    else if (line.kind === 'end') end = line;
    else if (line.kind === 'memory') {
      counts.memories++;
      note(memoryLines, line.memory.id, number);
    } else {
      const { id, type, from_memory_id: from, to_memory_id: to } = line.relationship;
      counts.relationships++;
      note(relationshipLines, id, number);
      ends.push({ line: number, id: from }, { line: number, id: to });
      if (isDirected(type)) edges.push({ type, from, to });
    }
  }
  for (const { line, id } of ends)
    if (!memoryLines.has(id))
      problem(line, `no memory of the file has the id ${JSON.stringify(id.slice(0, 80))}`);
  if (faulty === 0 && end !== undefined && differs(end, counts))
    problems.push('the last line counts other memories or relationships than the file holds');
  if (problems.length > 0) throw problemsError(path, problems, Math.max(faulty, problems.length));
  const cutOff = 'The file has no end line, so a missing part would not be noticed.';
  return { ...counts, warnings: end === undefined ? [cutOff] : [], cyclicIds: cyclicCore(edges) };
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
