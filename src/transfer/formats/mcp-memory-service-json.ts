import type { ImportLine } from '../import/read-import.js';
import type { ImportFormat } from './format.js';
import { mcpMemories } from './mcp-memory-service-record.js';
import { jsonHead } from './records/json-head.js';
import { readJsonRecords } from './records/json-records.js';
import { fieldsOf } from './records/values.js';

/** The JSON export of mcp-memory-service. */
export const mcpMemoryServiceJson: ImportFormat = {
  name: 'mcp-memory-service-json',
  title: 'a JSON export of mcp-memory-service',
  recognises(input) {
    const { root, paths } = jsonHead(input);
    if (root !== 'object') return false;
    return paths.has('memories[].content_hash') || (paths.has('export_metadata') && paths.has('memories'));
  },
  async *read({ path }, signal): AsyncGenerator<ImportLine> {
    const memories = mcpMemories();
    for await (const { section, number, value } of readJsonRecords(path, signal))
      if (section === 'memories') yield* memories.lines(number, fieldsOf(value));
    yield* memories.end();
  },
};
