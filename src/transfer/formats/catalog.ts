import type { OpenForeignDatabase } from '../../contracts/foreign-database.js';
import { invalidFile } from '../files/file-faults.js';
import { chatgptExport } from './conversations/chatgpt-export.js';
import { claudeExport } from './conversations/claude-export.js';
import type { ImportFormat, ImportInput, ImportSource } from './format.js';
import { interruptible } from './interruptible.js';
import { basicMemory } from './markdown/basic-memory.js';
import { mirror } from './markdown/mirror.js';
import { plainMarkdown } from './markdown/plain-markdown.js';
import { pythonMarkdown } from './markdown/python-markdown.js';
import { mcpMemoryServiceJson } from './mcp-memory-service-json.js';
import { mcpMemoryServiceSqlite } from './mcp-memory-service-sqlite.js';
import { mem0Json } from './mem0-json.js';
import { headerFormat, memorygraphExport } from './memorygraph-export.js';
import { memorygraphPythonJson } from './memorygraph-python-json.js';
import { memorygraphPythonSqlite } from './memorygraph-python-sqlite.js';
import { openInput } from './open-input.js';
import { serverMemoryJsonl } from './server-memory-jsonl.js';

/** Everything that can be imported, our own export first. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  memorygraphExport,
  mirror,
  memorygraphPythonSqlite,
  memorygraphPythonJson,
  pythonMarkdown,
  serverMemoryJsonl,
  mcpMemoryServiceSqlite,
  mcpMemoryServiceJson,
  mem0Json,
  basicMemory,
  plainMarkdown,
  claudeExport,
  chatgptExport,
];

/**
 * Opens a file or folder for import; `wanted` names its format, else it is recognised from its beginning.
 * Throws `not_found`, `forbidden`, `invalid_file` with what can be read where that is none of it.
 */
export async function openImport(
  path: string,
  openDatabase: OpenForeignDatabase,
  wanted?: string,
): Promise<ImportSource> {
  const input = await openInput(path, openDatabase);
  const format = detectFormat(input, wanted);
  return { path, format, lines: (signal) => interruptible(format.read(input, signal), signal) };
}

/** The format of an input. Throws `invalid_file` where none fits, several do, or `wanted` is not known. */
function detectFormat(input: ImportInput, wanted?: string): ImportFormat {
  if (input.kind === 'file' && headerFormat(input) === 'memorygraph-backup')
    throw invalidFile(input.path, 'This is a backup; "memorygraph restore" reads it.');
  if (wanted !== undefined) {
    const named = IMPORT_FORMATS.find((format) => format.name === wanted);
    if (named !== undefined) return named;
    throw invalidFile(input.path, `There is no format ${JSON.stringify(wanted.slice(0, 80))}. ${readable()}`);
  }
  if (input.kind === 'file' && input.head.length === 0) throw invalidFile(input.path, 'The file is empty.');
  const fitting = IMPORT_FORMATS.filter((format) => format.recognises(input));
  const [format] = fitting;
  if (format === undefined)
    throw invalidFile(input.path, `This ${input.kind} is nothing that can be imported. ${readable()}`);
  if (fitting.length === 1) return format;
  const names = fitting.map(({ name }) => name).join(' or ');
  throw invalidFile(input.path, `This ${input.kind} may be ${names}: say which with --format.`);
}

function readable(): string {
  const list = IMPORT_FORMATS.map(({ name, title }) => `\n  - ${name}: ${title}`).join('');
  return `What can be (--format names it where it is not recognised):${list}`;
}
