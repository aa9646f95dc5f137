import type { JournalEntry } from '../../contracts/tenant-migration.js';
import type { Memory, MemoryUse } from '../../domain/memory.js';
import { asideRecords } from './homeward-aside.js';
import { homewardRelationships } from './homeward-relationship.js';
import { entriesOf, type Homeward, type HomewardSource, idsOf, isFirst } from './homeward-source.js';
import { inPages, PAGE } from './pages.js';
import { asItWas, withoutTenancy } from './tenancy-fields.js';

/**
 * Every record of every tenant, and what was set aside, as it goes into a store without tenants: what was migrated
 * exactly as it was, what was written since without what only tenants need. Always in the same order while nobody
 * writes.
 */
export async function* homewardRecords(source: HomewardSource): AsyncGenerator<Homeward> {
  const aliases = new Set<string>();
  for (const tenant_id of source.tenant_ids) {
    yield* memories(source, tenant_id);
    yield* memoryVersions(source, tenant_id);
    yield* relationships(source, tenant_id);
    yield* relationshipVersions(source, tenant_id);
    yield* use(source, tenant_id);
    yield* projectAliases(source, tenant_id, aliases);
  }
  yield* asideRecords(source, aliases);
}

async function* memories(source: HomewardSource, tenant_id: string): AsyncGenerator<Homeward> {
  const { parts, scopes } = source;
  for await (const page of inPages(parts.streamMemories(scopes(tenant_id)), PAGE)) {
    const entries = await entriesOf(source, 'memory', tenant_id, page);
    for (const record of page) {
      const entry = entries.get(record.id);
      const back = homewardMemory(record, entry, []);
      yield { tenant_id, sent: [{ kind: 'memory', record }], back: { kind: 'memory', record: back } };
    }
  }
}

async function* memoryVersions(source: HomewardSource, tenant_id: string): AsyncGenerator<Homeward> {
  const { parts, journal, scopes } = source;
  for await (const page of inPages(parts.streamMemoryVersions(scopes(tenant_id)), PAGE)) {
    const memories = page.map(({ memory }) => memory);
    const entries = await entriesOf(source, 'memory', tenant_id, memories);
    const changed = await journal.find('memory_version', idsOf(memories));
    for (const record of page) {
      const memory = homewardMemory(record.memory, entries.get(record.memory.id), changed);
      const back = { ...record, memory };
      yield {
        tenant_id,
        sent: [{ kind: 'memory_version', record }],
        back: { kind: 'memory_version', record: back },
      };
    }
  }
}

/**
 * @param entry of the memory, as it was when it was migrated; @param changed of former versions of which the migration
 * wrote over something.
 */
function homewardMemory(
  memory: Memory,
  entry: JournalEntry | undefined,
  changed: readonly JournalEntry[],
): Memory {
  if (entry === undefined || memory.version > entry.version) return withoutTenancy(memory);
  if (memory.version === entry.version) return asItWas(memory, entry.former);
  const former = changed.find(({ id, version }) => id === memory.id && version === memory.version)?.former;
  return asItWas(memory, former ?? {});
}

async function* relationships(source: HomewardSource, tenant_id: string): AsyncGenerator<Homeward> {
  const { parts, scopes } = source;
  for await (const page of inPages(parts.streamRelationships(scopes(tenant_id)), PAGE)) {
    const back = await homewardRelationships(source, page);
    for (const record of page)
      yield {
        tenant_id,
        sent: [{ kind: 'relationship', record }],
        back: { kind: 'relationship', record: back(record) },
      };
  }
}

async function* relationshipVersions(source: HomewardSource, tenant_id: string): AsyncGenerator<Homeward> {
  const { parts, scopes } = source;
  for await (const page of inPages(parts.streamRelationshipVersions(scopes(tenant_id)), PAGE)) {
    const versions = page.map(({ relationship }) => relationship);
    const back = await homewardRelationships(source, versions);
    for (const record of page)
      yield {
        tenant_id,
        sent: [{ kind: 'relationship_version', record }],
        back: {
          kind: 'relationship_version',
          record: { ...record, relationship: back(record.relationship) },
        },
      };
  }
}

/** Use of all users becomes one number; the stream has the users of a memory one after the other. */
async function* use({ parts, scopes }: HomewardSource, tenant_id: string): AsyncGenerator<Homeward> {
  let group: MemoryUse[] = [];
  const whole = (): Homeward => ({
    tenant_id,
    sent: group.map((record) => ({ kind: 'use', record })),
    back: { kind: 'use', record: summed(group) },
  });
  for await (const record of parts.streamUse(scopes(tenant_id))) {
    if (group.length > 0 && group[0]?.id !== record.id) {
      yield whole();
      group = [];
    }
    group.push(record);
  }
  if (group.length > 0) yield whole();
}

function summed(group: readonly MemoryUse[]): MemoryUse {
  const times = group.flatMap(({ last_accessed }) => (last_accessed === null ? [] : [last_accessed]));
  return {
    id: group[0]?.id ?? '',
    usage_count: group.reduce((sum, { usage_count }) => sum + usage_count, 0),
    last_accessed: times.toSorted().at(-1) ?? null,
  };
}

async function* projectAliases(
  { parts, scopes }: HomewardSource,
  tenant_id: string,
  seen: Set<string>,
): AsyncGenerator<Homeward> {
  for (const record of await parts.projectAliases(scopes(tenant_id))) {
    const each = { kind: 'project_alias', record } as const;
    yield { tenant_id, sent: [each], back: isFirst(record, seen) ? each : null };
  }
}
