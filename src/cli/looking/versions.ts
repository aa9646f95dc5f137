import { type Memory, VERSION_FIELDS } from '../../domain/memory.js';
import type { KnownVersion } from '../../repository/repositories.js';

/** A version with what it changed against the one before; the first one has every field. */
export interface Version {
  readonly version: number;
  readonly recorded_at: string;
  /** null: the present one. */
  readonly superseded_at: string | null;
  readonly updated_by: string;
  /** New values by field. */
  readonly changed: Readonly<Record<string, unknown>>;
  /** Values before, by field; null where there was none. */
  readonly former: Readonly<Record<string, unknown>>;
}

/** Versions, oldest first, each with what it changed. */
export function versionsOf(known: readonly KnownVersion<'memory', Memory>[]): Version[] {
  return known.map(({ memory, superseded_at }, at) => {
    const before: Record<string, unknown> = { ...known[at - 1]?.memory };
    const changed = Object.entries(memory).filter(
      ([field, value]) =>
        !VERSION_FIELDS.has(field) && JSON.stringify(value) !== JSON.stringify(before[field]),
    );
    const { version, recorded_at, updated_by } = memory;
    return {
      version,
      recorded_at,
      superseded_at,
      updated_by,
      changed: Object.fromEntries(changed),
      former: at === 0 ? {} : Object.fromEntries(changed.map(([field]) => [field, before[field] ?? null])),
    };
  });
}
