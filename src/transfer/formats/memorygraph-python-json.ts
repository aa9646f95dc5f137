import type { ImportLine } from '../import/read-import.js';
import type { ImportFormat } from './format.js';
import { pythonContext, pythonMemory } from './memorygraph-python-record.js';
import { jsonHead } from './records/json-head.js';
import { readJsonRecords } from './records/json-records.js';
import { memoryLines } from './records/memory-lines.js';
import { recordNotes } from './records/record-notes.js';
import { relationshipLines } from './records/relationship-lines.js';
import { fieldsOf, textOf } from './records/values.js';

/** The JSON export of the Python memorygraph, versions 1.0 and 2.0. */
export const memorygraphPythonJson: ImportFormat = {
  name: 'memorygraph-python-json',
  title: 'a JSON export of the Python memorygraph, 1.0 or 2.0',
  recognises(input) {
    const { root, paths } = jsonHead(input);
    if (root !== 'object' || !(paths.has('memories') || paths.has('relationships'))) return false;
    return paths.has('export_version') || paths.has('format_version');
  },
  async *read({ path }, signal): AsyncGenerator<ImportLine> {
    for await (const { section, number, value } of readJsonRecords(path, signal)) {
      const fields = fieldsOf(value);
      if (section === 'memories') {
        const id = textOf(fields.id);
        const notes = recordNotes(number);
        if (id === null) notes.leaveOut('memory', 'it has no id');
        yield* notes.lines;
        if (id !== null) yield* memoryLines(number, pythonMemory(id, fields, fieldsOf(fields.context)));
      } else if (section === 'relationships') {
        const properties = fieldsOf(fields.properties);
        yield* relationshipLines(number, {
          ...properties,
          id: fields.id,
          from: textOf(fields.from_memory_id) ?? '',
          to: textOf(fields.to_memory_id) ?? '',
          type: fields.type,
          context: pythonContext(properties.context),
          invalidated_by: null,
        });
      }
    }
  },
};
