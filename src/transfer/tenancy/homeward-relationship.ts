import type { JournalEntry } from '../../contracts/tenant-migration.js';
import type { Relationship } from '../../domain/relationship.js';
import { type HomewardSource, idsOf, stillThere } from './homeward-source.js';

/**
 * How relationships of a page, present or former, look without tenants: what ended them is named again where the
 * migration took that away, nobody changed it since, and the memory is still there.
 */
export async function homewardRelationships(
  source: HomewardSource,
  page: readonly Relationship[],
): Promise<(relationship: Relationship) => Relationship> {
  const ids = idsOf(page);
  const entries = [
    ...(await source.journal.find('relationship_version', ids)),
    ...(await source.journal.find('relationship', ids)),
  ].filter((entry) => enderOf(entry) !== undefined);
  const there = await stillThere(
    source,
    entries.flatMap((entry) => enderOf(entry) ?? []),
  );
  return (relationship) => {
    const entry = entries.find((each) => isFor(each, relationship));
    const ended = entry === undefined ? undefined : enderOf(entry);
    if (ended === undefined || !there.has(ended) || relationship.invalidated_by !== null) return relationship;
    const isSame = relationship.valid_until === entry?.former.valid_until;
    return isSame ? { ...relationship, invalidated_by: ended } : relationship;
  };
}

/** What was a former version when it was migrated has an entry of its own; later ones go by the last of then. */
function isFor({ kind, ...entry }: JournalEntry, { id, version }: Relationship): boolean {
  if (entry.id !== id) return false;
  return kind === 'relationship_version' ? entry.version === version : version >= entry.version;
}

function enderOf({ former }: JournalEntry): string | undefined {
  return typeof former.invalidated_by === 'string' ? former.invalidated_by : undefined;
}
