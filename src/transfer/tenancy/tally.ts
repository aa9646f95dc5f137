import type { MemoryContext } from '../../domain/memory-context.js';
import { EVERY_TEAM } from '../../domain/visibility.js';
import type { BackupKind } from '../backup/backup-format.js';
import { noCounts } from '../backup/backup-format.js';
import type { Outward } from './outward.js';

/** What one tenant gets. */
interface TenantTally {
  readonly tenant_id: string;
  readonly counts: Readonly<Record<BackupKind, number>>;
  /** Tombstones among the memories. */
  readonly deleted: number;
  /** Memories by who sees them: `private`, `project`, `public`, `every team`, `team NAME`. */
  readonly visible: Readonly<Record<string, number>>;
}

/** What a migration does, in numbers. */
export interface MigrationTally {
  readonly tenants: readonly TenantTally[];
  readonly set_aside: Readonly<Record<BackupKind, number>>;
  /** Relationships that a memory of another tenant ended: they are ended all the same, and do not say by what. */
  readonly enders_hidden: number;
}

/** Counts records on their way. @param tenant_ids those that are counted even where they get nothing. */
export function createTally(tenant_ids: readonly string[]): {
  add(outward: Outward): void;
  tally(): MigrationTally;
} {
  const tenants = new Map(tenant_ids.map((tenant_id) => [tenant_id, emptyTally(tenant_id)]));
  const set_aside = noCounts();
  let enders_hidden = 0;
  return {
    add({ raw, sent, entries }) {
      if (sent === null) {
        set_aside[raw.kind]++;
        return;
      }
      const tally = tenants.get(sent.tenant_id) ?? emptyTally(sent.tenant_id);
      tenants.set(sent.tenant_id, tally);
      tally.counts[raw.kind]++;
      if (raw.kind === 'relationship' && entries.some(({ former }) => 'invalidated_by' in former))
        enders_hidden++;
      if (sent.each.kind !== 'memory') return;
      const { context, deleted_at } = sent.each.record;
      if (deleted_at !== null) tally.deleted++;
      const name = visibleTo(context);
      tally.visible[name] = (tally.visible[name] ?? 0) + 1;
    },
    tally: () => ({ tenants: [...tenants.values()], set_aside, enders_hidden }),
  };
}

function emptyTally(tenant_id: string) {
  const visible: Record<string, number> = {};
  return { tenant_id, counts: noCounts(), deleted: 0, visible };
}

function visibleTo({ visibility = 'private', team_id }: MemoryContext): string {
  if (visibility !== 'team') return visibility;
  return team_id === EVERY_TEAM ? 'every team' : `team ${team_id ?? ''}`;
}
