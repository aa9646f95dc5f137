import { issueText } from '../backup/read-backup.js';
import { EXPORT_FORMAT, EXPORT_VERSION } from '../export/export-format.js';
import { invalidFile } from '../files/file-faults.js';
import { readGuardedJson } from '../files/json-guard.js';
import { type FileLine, readLines } from '../files/read-lines.js';
import {
  exportEndSchema,
  exportHeaderSchema,
  type ImportedMemory,
  type ImportedRelationship,
  importedMemorySchema,
  importedRelationshipSchema,
} from './import-schemas.js';

/** One line of an import file, understood. */
export type ImportLine =
  | {
      readonly kind: 'memory';
      readonly number: number;
      readonly memory: ImportedMemory;
      /** What the record is called where it comes from (id, name, path), where its `id` was made for the import. */
      readonly original_id?: string;
    }
  | { readonly kind: 'relationship'; readonly number: number; readonly relationship: ImportedRelationship }
  | {
      readonly kind: 'end';
      readonly number: number;
      readonly memories: number;
      readonly relationships: number;
    }
  | { readonly kind: 'problem'; readonly number: number; readonly problem: string }
  /** Something of another program that has no place here; counted by reason in the report. */
  | {
      readonly kind: 'left_out';
      readonly number: number;
      readonly reason: string;
      /** What was left out; `detail` is a part of a record that came in without it. */
      readonly record?: LeftOutRecord;
    }
  /** Something of another program under its nearest name here (`type bug` -> `problem`); counted in the report. */
  | { readonly kind: 'mapped'; readonly number: number; readonly what: string; readonly to: string };

export type LeftOutRecord = 'memory' | 'relationship' | 'detail';

/**
 * The lines of an import file after its header, blank ones passed over. What is wrong with a line is a line of
 * its own. Throws `invalid_file` where the file is no export at all, `not_found`, `cancelled`.
 */
export async function* readImport(path: string, signal?: AbortSignal): AsyncGenerator<ImportLine> {
  let headed = false;
  for await (const line of readLines(path, signal)) {
    if (line.text.trim() === '') continue;
    if (headed) yield lineOf(line);
    else checkHeader(path, line);
    headed = true;
  }
  if (!headed) throw invalidFile(path, 'The file is empty.');
}

function checkHeader(path: string, line: FileLine): void {
  const read = readGuardedJson(line.text.replace(/^\ufeff/, ''));
  const header = exportHeaderSchema.safeParse('value' in read ? read.value : undefined);
  if (header.success && header.data.format === 'memorygraph-backup')
    throw invalidFile(path, 'This is a backup; "memorygraph restore" reads it.');
  if (!header.success || header.data.format !== EXPORT_FORMAT)
    throw invalidFile(
      path,
      `This is no export of memorygraph: its first line must be {"format":"${EXPORT_FORMAT}","version":${EXPORT_VERSION}}.`,
    );
  const { version } = header.data;
  if (version === EXPORT_VERSION) return;
  throw invalidFile(
    path,
    `This export has version ${version}; this memorygraph reads version ${EXPORT_VERSION}.`,
  );
}

function lineOf(line: FileLine): ImportLine {
  const { number } = line;
  const read = readGuardedJson(line.text);
  if ('fault' in read) return { kind: 'problem', number, problem: read.fault };
  const { value } = read;
  switch (kindOf(value)) {
    case 'memory': {
      const memory = importedMemorySchema.safeParse(value);
      if (memory.success) return { kind: 'memory', number, memory: memory.data };
      return { kind: 'problem', number, problem: issueText(memory.error) };
    }
    case 'relationship': {
      const relationship = importedRelationshipSchema.safeParse(value);
      if (relationship.success) return { kind: 'relationship', number, relationship: relationship.data };
      return { kind: 'problem', number, problem: issueText(relationship.error) };
    }
    case 'end': {
      const end = exportEndSchema.safeParse(value);
      if (end.success) return { number, ...end.data };
      return { kind: 'problem', number, problem: issueText(end.error) };
    }
    default:
      return { kind: 'problem', number, problem: 'kind must be memory, relationship or end' };
  }
}

function kindOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
}
