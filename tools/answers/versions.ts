import * as z from 'zod';
import { type Memory, VERSION_FIELDS } from '../../src/domain/memory.js';
import type { Relationship } from '../../src/domain/relationship.js';
import { firstCharacters } from '../../src/domain/text.js';

/** A record as it was known for a while; the present one is not superseded. */
export interface KnownRecord {
  readonly record: Memory | Relationship;
  readonly superseded_at: string | null;
}

/** A version with what it changed against the one before; the first one has every field. */
export function versionOutput() {
  return z.looseObject({
    version: z.number(),
    recorded_at: z.string(),
    superseded_at: z.string().nullable(),
    updated_by: z.string(),
    changed: z.looseObject({}),
  });
}

export type VersionEntry = z.output<ReturnType<typeof versionOutput>>;

const LONGEST_TEXT = 1_000;

// What a tombstone and where it came from say is told elsewhere.
const NOT_SHOWN: ReadonlySet<string> = new Set([...VERSION_FIELDS, 'deleted_at', 'source']);

/** Versions, oldest first, each with the new values of what it changed; long texts are cut. */
export function versionsOf(records: readonly KnownRecord[]): VersionEntry[] {
  return records.map(({ record, superseded_at }, at) => ({
    version: record.version,
    recorded_at: record.recorded_at,
    superseded_at,
    updated_by: record.updated_by,
    changed: changes(records[at - 1]?.record, record),
  }));
}

function changes(
  before: Memory | Relationship | undefined,
  after: Memory | Relationship,
): Record<string, unknown> {
  const former = new Map<string, unknown>(Object.entries(before ?? {}));
  const changed = Object.entries(after).filter(
    ([key, value]) => !NOT_SHOWN.has(key) && JSON.stringify(value) !== JSON.stringify(former.get(key)),
  );
  return Object.fromEntries(changed.map(([key, value]) => [key, shortened(value)]));
}

function shortened(value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= LONGEST_TEXT) return value;
  return `${firstCharacters(value, LONGEST_TEXT)}…`;
}
