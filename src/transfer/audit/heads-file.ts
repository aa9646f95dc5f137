import * as z from 'zod';
import type { AuditHead } from '../../domain/audit.js';
import { canonicalJson } from '../../domain/canonical-json.js';
import { invalidFile } from '../files/file-faults.js';
import { readGuardedJson } from '../files/json-guard.js';
import { readLines } from '../files/read-lines.js';
import { headSchema } from './audit-schemas.js';

const HEADS_FORMAT = 'memorygraph-audit-heads';
/** Raised when the file changes so that an older program cannot read it. */
const HEADS_VERSION = 1;

/** Where the chains of a store stood at one time. */
export interface AuditHeads {
  readonly format: typeof HEADS_FORMAT;
  readonly version: typeof HEADS_VERSION;
  /** ISO. */
  readonly at: string;
  /** Chains that had an event. */
  readonly heads: readonly AuditHead[];
}

const schema = z.looseObject({ format: z.literal(HEADS_FORMAT), version: z.number() });
const fullSchema = z.strictObject({
  format: z.literal(HEADS_FORMAT),
  version: z.literal(HEADS_VERSION),
  at: z.string(),
  heads: z.array(headSchema()),
});

export function auditHeads(heads: readonly AuditHead[], at: string): AuditHeads {
  return { format: HEADS_FORMAT, version: HEADS_VERSION, at, heads };
}

/** The same as the text of a file, a chain a line. */
export async function* headsText({ heads, ...facts }: AuditHeads): AsyncGenerator<string> {
  const lines = heads.map((head) => canonicalJson(head, ['tenant_id', 'sequence', 'hash']));
  const first = canonicalJson(facts, ['format', 'version', 'at']).slice(0, -1);
  yield `${first},"heads":[\n${lines.join(',\n')}\n]}\n`;
}

/** Reads what `headsText` or the command's JSON wrote. Throws `invalid_file`, `not_found`, `cancelled`. */
export async function readHeads(path: string, signal?: AbortSignal): Promise<readonly AuditHead[]> {
  const lines: string[] = [];
  for await (const { text } of readLines(path, signal)) lines.push(text);
  const read = readGuardedJson(lines.join('\n'));
  const value = 'value' in read ? read.value : undefined;
  const facts = schema.safeParse(value);
  if (!facts.success) throw invalidFile(path, 'This is no file of heads of the audit log.');
  if (facts.data.version > HEADS_VERSION)
    throw invalidFile(
      path,
      `A newer memorygraph wrote these heads (version ${facts.data.version}; this one reads ${HEADS_VERSION}). Update and try again.`,
    );
  const heads = fullSchema.safeParse(value);
  if (!heads.success) throw invalidFile(path, 'The file of heads is damaged.');
  return heads.data.heads;
}
