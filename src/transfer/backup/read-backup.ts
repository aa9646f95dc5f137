import { createHash } from 'node:crypto';
import * as z from 'zod';
import { invalidFile } from '../files/file-faults.js';
import { readGuardedJson } from '../files/json-guard.js';
import { type FileLine, readLines } from '../files/read-lines.js';
import {
  memorySchema,
  memoryVersionSchema,
  projectAliasSchema,
  relationshipSchema,
  relationshipVersionSchema,
  useSchema,
} from '../record-schemas.js';
import {
  BACKUP_FORMAT,
  BACKUP_KINDS,
  BACKUP_VERSION,
  type BackupCounts,
  type BackupKind,
  type BackupRecords,
  noCounts,
  OLDEST_BACKUP_VERSION,
} from './backup-format.js';

/** One record of a backup, and the size of its line. */
export type BackupRecord = {
  [Kind in BackupKind]: { readonly kind: Kind; readonly record: BackupRecords[Kind]; readonly bytes: number };
}[BackupKind];

/** What a checked backup holds. */
export interface BackupFacts {
  readonly counts: BackupCounts;
  readonly records: number;
  readonly sha256: string;
}

const headerSchema = z.looseObject({ format: z.string(), version: z.number() });
const trailerSchema = z.strictObject({ records: z.number(), sha256: z.string() });
const SCHEMAS: Readonly<Record<BackupKind, z.ZodType>> = {
  memory: memorySchema,
  memory_version: memoryVersionSchema,
  relationship: relationshipSchema,
  relationship_version: relationshipVersionSchema,
  use: useSchema,
  project_alias: projectAliasSchema,
};

/**
 * Reads a backup to its end without keeping it: format, version, every record, their order, and the checksum.
 * Throws `invalid_file` naming the line, `not_found`, `too_deep`, `cancelled`.
 */
export async function checkBackup(
  path: string,
  signal?: AbortSignal,
  onProgress: (records: number) => void = () => {},
): Promise<BackupFacts> {
  const hash = createHash('sha256');
  const counts = noCounts();
  let records = 0;
  let trailer: z.output<typeof trailerSchema> | undefined;
  for await (const line of readLines(path, signal)) {
    if (trailer !== undefined)
      throw invalidFile(path, `Line ${line.number} stands after the end of the backup.`);
    trailer = line.number === 1 ? checkHeader(path, line) : trailerOf(path, line);
    if (trailer !== undefined) continue;
    hash.update(line.bytes).update('\n');
    if (line.number === 1) continue;
    const { kind } = recordOf(path, line);
    if (BACKUP_KINDS.slice(BACKUP_KINDS.indexOf(kind) + 1).some((later) => counts[later] > 0))
      throw invalidFile(path, `Line ${line.number}: a ${kind} is out of place.`);
    counts[kind]++;
    if (++records % 500 === 0) onProgress(records);
  }
  if (trailer === undefined) throw invalidFile(path, 'The backup is cut off: its last line is missing.');
  const sha256 = hash.digest('hex');
  if (trailer.records !== records || trailer.sha256 !== sha256)
    throw invalidFile(path, 'The backup is damaged: its checksum does not fit what it holds.');
  return { counts, records, sha256 };
}

/** The records of a backup that was checked. */
export async function* readBackup(path: string, signal?: AbortSignal): AsyncGenerator<BackupRecord> {
  for await (const line of readLines(path, signal)) {
    if (line.number > 1 && trailerOf(path, line) === undefined) yield recordOf(path, line);
  }
}

function checkHeader(path: string, line: FileLine): undefined {
  const read = readGuardedJson(line.text);
  const header = headerSchema.safeParse('value' in read ? read.value : undefined);
  if (!header.success || header.data.format !== BACKUP_FORMAT)
    throw invalidFile(path, 'This is no backup of memorygraph.');
  const { version } = header.data;
  if (version > BACKUP_VERSION)
    throw invalidFile(
      path,
      `A newer memorygraph wrote this backup (version ${version}; this one reads up to ${BACKUP_VERSION}). Update and try again.`,
    );
  if (!Number.isInteger(version) || version < OLDEST_BACKUP_VERSION)
    throw invalidFile(path, `There is no version ${version} of a backup.`);
}

/** The last line is told from records by how it begins. */
function trailerOf(path: string, line: FileLine): z.output<typeof trailerSchema> | undefined {
  if (!line.text.startsWith('{"records":')) return undefined;
  const read = readGuardedJson(line.text);
  const trailer = trailerSchema.safeParse('value' in read ? read.value : undefined);
  if (!trailer.success) throw invalidFile(path, `Line ${line.number} is damaged.`);
  return trailer.data;
}

function recordOf(path: string, line: FileLine): BackupRecord {
  const read = readGuardedJson(line.text);
  if ('fault' in read) throw invalidFile(path, `Line ${line.number} ${read.fault}.`);
  const kind = BACKUP_KINDS.find((each) => line.text.startsWith(`{"${each}":`));
  if (kind === undefined || Object.keys(read.value as object).length !== 1)
    throw invalidFile(path, `Line ${line.number} holds no record of a kind that this version knows.`);
  const checked = SCHEMAS[kind].safeParse((read.value as Record<string, unknown>)[kind]);
  if (!checked.success) throw invalidFile(path, `Line ${line.number}: ${issueText(checked.error)}.`);
  return { kind, record: checked.data, bytes: line.bytes.length } as BackupRecord;
}

/** The first thing zod found, with its place. */
export function issueText(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'is invalid';
  const place = issue.path.join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
