import { createHash } from 'node:crypto';
import * as z from 'zod';
import { isTenantId } from '../../domain/tenant.js';
import { invalidFile } from '../files/file-faults.js';
import { readGuardedJson } from '../files/json-guard.js';
import { type FileLine, readLines } from '../files/read-lines.js';
import {
  memorySchema,
  memoryVersionSchema,
  projectAliasSchema,
  projectGrantSchema,
  relationshipSchema,
  relationshipVersionSchema,
  userUseSchema,
  useSchema,
} from '../record-schemas.js';
import {
  BACKUP_FORMAT,
  BACKUP_KINDS,
  BACKUP_VERSION,
  type BackupCounts,
  type BackupKind,
  noCounts,
  OLDEST_BACKUP_VERSION,
  type StoredRecord,
} from './backup-format.js';

/** One record of a backup, and the size of its line. */
export type BackupRecord = StoredRecord & { readonly bytes: number };

/** What a checked backup holds. */
export interface BackupFacts {
  readonly counts: BackupCounts;
  readonly records: number;
  readonly sha256: string;
  /** Whose backup it is; null = of a store without tenants. */
  readonly tenant_id: string | null;
}

const headerSchema = z.looseObject({
  format: z.string(),
  version: z.number(),
  tenant_id: z.string().refine(isTenantId).optional(),
});
const trailerSchema = z.strictObject({ records: z.number(), sha256: z.string() });
const SCHEMAS: Readonly<Record<BackupKind, z.ZodType>> = {
  memory: memorySchema,
  memory_version: memoryVersionSchema,
  relationship: relationshipSchema,
  relationship_version: relationshipVersionSchema,
  use: useSchema,
  project_alias: projectAliasSchema,
  project_grant: projectGrantSchema,
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
  let tenant_id: string | null = null;
  const counts = noCounts();
  let records = 0;
  let trailer: z.output<typeof trailerSchema> | undefined;
  for await (const line of readLines(path, signal)) {
    if (trailer !== undefined)
      throw invalidFile(path, `Line ${line.number} stands after the end of the backup.`);
    if (line.number === 1) tenant_id = tenantOf(path, line);
    else trailer = trailerOf(path, line);
    if (trailer !== undefined) continue;
    hash.update(line.bytes).update('\n');
    if (line.number === 1) continue;
    const { kind } = recordOf(path, line, tenant_id);
    if (BACKUP_KINDS.slice(BACKUP_KINDS.indexOf(kind) + 1).some((later) => counts[later] > 0))
      throw invalidFile(path, `Line ${line.number}: a ${kind} is out of place.`);
    counts[kind]++;
    if (++records % 500 === 0) onProgress(records);
  }
  if (trailer === undefined) throw invalidFile(path, 'The backup is cut off: its last line is missing.');
  const sha256 = hash.digest('hex');
  if (trailer.records !== records || trailer.sha256 !== sha256)
    throw invalidFile(path, 'The backup is damaged: its checksum does not fit what it holds.');
  return { counts, records, sha256, tenant_id };
}

/** The records of a backup that was checked. */
export async function* readBackup(path: string, signal?: AbortSignal): AsyncGenerator<BackupRecord> {
  let tenant_id: string | null = null;
  for await (const line of readLines(path, signal)) {
    if (line.number === 1) tenant_id = tenantOf(path, line);
    else if (trailerOf(path, line) === undefined) yield recordOf(path, line, tenant_id);
  }
}

/** Checks the first line. @returns the tenant that it names. */
function tenantOf(path: string, line: FileLine): string | null {
  const read = readGuardedJson(line.text);
  const header = headerSchema.safeParse('value' in read ? read.value : undefined);
  if (!header.success || header.data.format !== BACKUP_FORMAT)
    throw invalidFile(path, 'This is no backup of memorygraph.');
  const { version, tenant_id = null } = header.data;
  if (version > BACKUP_VERSION)
    throw invalidFile(
      path,
      `A newer memorygraph wrote this backup (version ${version}; this one reads up to ${BACKUP_VERSION}). Update and try again.`,
    );
  if (!Number.isInteger(version) || version < OLDEST_BACKUP_VERSION)
    throw invalidFile(path, `There is no version ${version} of a backup.`);
  if ((version === BACKUP_VERSION) !== (tenant_id !== null))
    throw invalidFile(path, 'Its first line is damaged: a backup of a tenant names the tenant.');
  return tenant_id;
}

/** The last line is told from records by how it begins. */
function trailerOf(path: string, line: FileLine): z.output<typeof trailerSchema> | undefined {
  if (!line.text.startsWith('{"records":')) return undefined;
  const read = readGuardedJson(line.text);
  const trailer = trailerSchema.safeParse('value' in read ? read.value : undefined);
  if (!trailer.success) throw invalidFile(path, `Line ${line.number} is damaged.`);
  return trailer.data;
}

function recordOf(path: string, line: FileLine, tenant_id: string | null): BackupRecord {
  const read = readGuardedJson(line.text);
  if ('fault' in read) throw invalidFile(path, `Line ${line.number} ${read.fault}.`);
  const kind = BACKUP_KINDS.find((each) => line.text.startsWith(`{"${each}":`));
  const isOfTenant = tenant_id !== null;
  if (
    kind === undefined ||
    (kind === 'project_grant' && !isOfTenant) ||
    Object.keys(read.value as object).length !== 1
  )
    throw invalidFile(path, `Line ${line.number} holds no record of a kind that this version knows.`);
  const schema = kind === 'use' && isOfTenant ? userUseSchema : SCHEMAS[kind];
  const checked = schema.safeParse((read.value as Record<string, unknown>)[kind]);
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
