import type { JournalEntry } from '../../contracts/tenant-migration.js';
import type { ProjectAlias } from '../../domain/project.js';
import type { Relationship, RelationshipVersion } from '../../domain/relationship.js';
import { type Homeward, type HomewardSource, idsOf, isFirst, stillThere } from './homeward-source.js';
import { inPages, PAGE } from './pages.js';

/** What no tenant could take, as it was. A relationship of a memory that was erased since stays away with it. */
export async function* asideRecords(source: HomewardSource, aliases: Set<string>): AsyncGenerator<Homeward> {
  yield* relationships(source);
  yield* relationshipVersions(source);
  for await (const entry of source.journal.stream('aside_project_alias')) {
    const record = entry.former as unknown as ProjectAlias;
    const back = isFirst(record, aliases) ? ({ kind: 'project_alias', record } as const) : null;
    yield { tenant_id: null, sent: [], back };
  }
}

async function* relationships(source: HomewardSource): AsyncGenerator<Homeward> {
  for await (const page of inPages(source.journal.stream('aside_relationship'), PAGE)) {
    const records = page.map(relationshipOf);
    const there = await stillThere(source, records.flatMap(namedBy));
    for (const record of records) {
      const back = { kind: 'relationship', record: withEnder(record, there) } as const;
      yield { tenant_id: null, sent: [], back: hasEnds(record, there) ? back : null };
    }
  }
}

async function* relationshipVersions(source: HomewardSource): AsyncGenerator<Homeward> {
  const { journal } = source;
  for await (const page of inPages(journal.stream('aside_relationship_version'), PAGE)) {
    const present = (await journal.find('aside_relationship', idsOf(page))).map(relationshipOf);
    const records = page.map(({ former }) => former as unknown as RelationshipVersion);
    const named = [...present, ...records.map(({ relationship }) => relationship)].flatMap(namedBy);
    const there = await stillThere(source, named);
    const back = new Set(present.filter((each) => hasEnds(each, there)).map(({ id }) => id));
    for (const record of records) {
      const relationship = withEnder(record.relationship, there);
      const each = { kind: 'relationship_version', record: { ...record, relationship } } as const;
      yield { tenant_id: null, sent: [], back: back.has(relationship.id) ? each : null };
    }
  }
}

function relationshipOf({ former }: JournalEntry): Relationship {
  return former as unknown as Relationship;
}

function namedBy({ from_memory_id, to_memory_id, invalidated_by }: Relationship): string[] {
  return [from_memory_id, to_memory_id, ...(invalidated_by === null ? [] : [invalidated_by])];
}

function hasEnds({ from_memory_id, to_memory_id }: Relationship, there: ReadonlySet<string>): boolean {
  return there.has(from_memory_id) && there.has(to_memory_id);
}

function withEnder(relationship: Relationship, there: ReadonlySet<string>): Relationship {
  const { invalidated_by } = relationship;
  return invalidated_by === null || there.has(invalidated_by)
    ? relationship
    : { ...relationship, invalidated_by: null };
}
