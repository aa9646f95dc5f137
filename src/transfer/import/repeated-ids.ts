import type { ImportLine } from './read-import.js';

/** Records of another program, of which the first with an id counts; the later ones are left out. */
export async function* firstOfEachId(lines: AsyncIterable<ImportLine>): AsyncGenerator<ImportLine> {
  const seen = { memory: new Set<string>(), relationship: new Set<string>() };
  for await (const line of lines) {
    const id = idOf(line);
    if (id === undefined || (line.kind !== 'memory' && line.kind !== 'relationship')) yield line;
    else if (seen[line.kind].has(id))
      yield {
        kind: 'left_out',
        number: line.number,
        record: line.kind,
        reason: 'its id stands earlier already',
      };
    else {
      seen[line.kind].add(id);
      yield line;
    }
  }
}

function idOf(line: ImportLine): string | undefined {
  if (line.kind === 'memory') return line.memory.id;
  return line.kind === 'relationship' ? line.relationship.id : undefined;
}
