import * as z from 'zod';
import type { AuditEvent, AuditHead, ChainedAuditEvent } from '../../domain/audit.js';
import { isAuditEvent } from '../../domain/audit-event.js';
import { invalidFile } from '../files/file-faults.js';
import { readGuardedJson } from '../files/json-guard.js';
import type { FileLine } from '../files/read-lines.js';
import {
  AUDIT_FORMAT,
  AUDIT_VERSION,
  auditEventLine,
  auditHeaderLine,
  auditHeadLine,
} from './audit-format.js';
import { headSchema, sha256Schema, tenantSchema } from './audit-schemas.js';

/** The last line of an exported chain: where it stood; null = it had no event. */
export interface EndLine {
  readonly head: AuditHead | null;
}

const headerSchema = z.looseObject({ format: z.string(), version: z.number(), tenant_id: tenantSchema() });
const endSchema = z.strictObject({ head: headSchema().nullable() });
const eventSchema = z.strictObject({
  sequence: z.int().min(1),
  event: z.custom<AuditEvent>(isAuditEvent).nullable(),
  hash: sha256Schema(),
});

/** Whose chain the first line of an exported one says it is. Throws `invalid_file`. */
export function auditTenantOf(path: string, line: FileLine | undefined): string | null {
  const header = headerSchema.safeParse(line === undefined ? undefined : jsonOf(line));
  if (!header.success || header.data.format !== AUDIT_FORMAT)
    throw invalidFile(path, 'This is no exported audit log of memorygraph.');
  const { version, tenant_id } = header.data;
  if (version > AUDIT_VERSION)
    throw invalidFile(
      path,
      `A newer memorygraph wrote this audit log (version ${version}; this one reads ${AUDIT_VERSION}). Update and try again.`,
    );
  if (line?.text !== auditHeaderLine(tenant_id)) throw invalidFile(path, 'Its first line is damaged.');
  return tenant_id;
}

/** A line as the last one; null where it is another. */
export function readEndLine(line: FileLine): EndLine | null {
  const read = endSchema.safeParse(jsonOf(line));
  return read.success && auditHeadLine(read.data.head) === line.text ? read.data : null;
}

/** A line as an event; null where it is not, to the letter, what the export writes. */
export function readEventLine(line: FileLine): ChainedAuditEvent | null {
  const read = eventSchema.safeParse(jsonOf(line));
  return read.success && auditEventLine(read.data) === line.text ? read.data : null;
}

function jsonOf(line: FileLine): unknown {
  const read = readGuardedJson(line.text);
  return 'value' in read ? read.value : undefined;
}
