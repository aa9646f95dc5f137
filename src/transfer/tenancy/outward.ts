import type { Backend } from '../../contracts/backend.js';
import type { JournalEntry } from '../../contracts/tenant-migration.js';
import type { AccessScope } from '../../domain/access-scope.js';
import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';
import type { StoredRecord } from '../backup/backup-format.js';
import type { Destinations } from './destinations.js';
import { inPages, PAGE } from './pages.js';
import type { MigrationPlan, Target } from './plan.js';
import { formerTenancy, withTenancy } from './tenancy-fields.js';

/** One record on its way to a tenant. */
export interface Outward {
  /** As it is in the store without tenants. */
  readonly raw: StoredRecord;
  /** As it is in its tenant; null = no tenant can take it. */
  readonly sent: { readonly tenant_id: string; readonly each: StoredRecord } | null;
  /** What the journal keeps of it. */
  readonly entries: readonly JournalEntry[];
}

/** The store without tenants, and where its memories go. */
export interface OutwardSource {
  readonly whole: Backend;
  readonly scope: AccessScope;
  readonly plan: MigrationPlan;
  readonly destinations: Destinations;
}

/**
 * Every record of a store with where it goes, always in the same order while the store stays as it is. History, use
 * and relationships go where the memory goes that they are of. A relationship whose memories part is set aside; one
 * that a memory of another tenant ended keeps nothing of that.
 */
export async function* outwardRecords(source: OutwardSource): AsyncGenerator<Outward> {
  yield* memories(source);
  yield* memoryVersions(source);
  yield* relationships(source);
  yield* relationshipVersions(source);
  yield* use(source);
  yield* projectAliases(source);
}

async function* memories({ whole, scope, plan, destinations }: OutwardSource): AsyncGenerator<Outward> {
  for await (const record of whole.streamMemories(scope)) {
    const target = destinations.of(record.context.project_id);
    const { tenant_id } = target;
    const { id, version } = record;
    yield {
      raw: { kind: 'memory', record },
      sent: { tenant_id, each: { kind: 'memory', record: withTenancy(record, target, plan.visibility) } },
      entries: [{ kind: 'memory', id, version, tenant_id, former: formerTenancy(record) }],
    };
  }
}

async function* memoryVersions(source: OutwardSource): AsyncGenerator<Outward> {
  const { whole, scope, plan } = source;
  for await (const page of inPages(whole.streamMemoryVersions(scope), PAGE)) {
    const places = await placesOf(
      source,
      page.map(({ memory }) => memory.id),
    );
    for (const record of page) {
      const { memory } = record;
      const target = places.get(memory.id);
      if (target === undefined) continue;
      const { id, version } = memory;
      const { tenant_id } = target;
      const sent = { ...record, memory: withTenancy(memory, target, plan.visibility) };
      const former = formerTenancy(memory);
      const isPlain = Object.keys(former).length === 0;
      yield {
        raw: { kind: 'memory_version', record },
        sent: { tenant_id, each: { kind: 'memory_version', record: sent } },
        entries: isPlain ? [] : [{ kind: 'memory_version', id, version, tenant_id, former }],
      };
    }
  }
}

async function* relationships(source: OutwardSource): AsyncGenerator<Outward> {
  const { whole, scope } = source;
  for await (const page of inPages(whole.streamRelationships(scope), PAGE)) {
    const places = await placesOf(source, page.flatMap(endsOf));
    for (const record of page) {
      const { id, version } = record;
      const raw = { kind: 'relationship', record } as const;
      const tenant_id = commonTenant(record, places);
      if (tenant_id === null) {
        const former = { ...record };
        yield { raw, sent: null, entries: [{ kind: 'aside_relationship', id, version, tenant_id, former }] };
        continue;
      }
      const { sent, former } = inTenant(record, tenant_id, places);
      yield {
        raw,
        sent: { tenant_id, each: { kind: 'relationship', record: sent } },
        entries: [{ kind: 'relationship', id, version, tenant_id, former }],
      };
    }
  }
}

/** A former version goes where its relationship is. */
async function* relationshipVersions(source: OutwardSource): AsyncGenerator<Outward> {
  const { whole, scope } = source;
  for await (const page of inPages(whole.streamRelationshipVersions(scope), PAGE)) {
    const versions = page.map(({ relationship }) => relationship);
    const ids = [...new Set(versions.map(({ id }) => id))];
    const present = await whole.findRelationships(scope, { ids, limit: ids.length });
    const places = await placesOf(source, [...versions, ...present].flatMap(endsOf));
    const tenants = new Map(present.map((each) => [each.id, commonTenant(each, places)]));
    for (const record of page) {
      const { id, version } = record.relationship;
      const raw = { kind: 'relationship_version', record } as const;
      const tenant_id = tenants.get(id) ?? null;
      if (tenant_id === null) {
        const former = { ...record };
        const kind = 'aside_relationship_version';
        yield { raw, sent: null, entries: [{ kind, id, version, tenant_id, former }] };
        continue;
      }
      const { sent, former } = inTenant(record.relationship, tenant_id, places);
      const isPlain = Object.keys(former).length === 0;
      yield {
        raw,
        sent: {
          tenant_id,
          each: { kind: 'relationship_version', record: { ...record, relationship: sent } },
        },
        entries: isPlain ? [] : [{ kind: 'relationship_version', id, version, tenant_id, former }],
      };
    }
  }
}

/** The store kept one number for all users; whoever made the memory gets it. */
async function* use(source: OutwardSource): AsyncGenerator<Outward> {
  for await (const page of inPages(source.whole.streamUse(source.scope), PAGE)) {
    const places = await placesOf(
      source,
      page.map(({ id }) => id),
    );
    for (const record of page) {
      const place = places.get(record.id);
      if (place === undefined) continue;
      const { tenant_id, created_by: user_id } = place;
      yield {
        raw: { kind: 'use', record },
        sent: { tenant_id, each: { kind: 'use', record: { ...record, user_id } } },
        entries: [],
      };
    }
  }
}

async function* projectAliases({ whole, scope, destinations }: OutwardSource): AsyncGenerator<Outward> {
  for (const record of await whole.projectAliases(scope)) {
    const each = { kind: 'project_alias', record } as const;
    const { tenant_id } = destinations.of(record.alias);
    const parts = destinations.of(record.project_id).tenant_id !== tenant_id;
    const former = { ...record };
    const aside = {
      kind: 'aside_project_alias',
      id: record.alias,
      version: 0,
      tenant_id: null,
      former,
    } as const;
    yield { raw: each, sent: parts ? null : { tenant_id, each }, entries: parts ? [aside] : [] };
  }
}

type Places = ReadonlyMap<string, Target & Pick<Memory, 'created_by'>>;

async function placesOf(
  { whole, scope, destinations }: OutwardSource,
  ids: readonly string[],
): Promise<Places> {
  const found = await whole.findMemories(scope, [...new Set(ids)]);
  return new Map(
    found.map(({ id, created_by, context }) => [id, { ...destinations.of(context.project_id), created_by }]),
  );
}

function endsOf({ from_memory_id, to_memory_id, invalidated_by }: Relationship): string[] {
  return [from_memory_id, to_memory_id, ...(invalidated_by === null ? [] : [invalidated_by])];
}

function commonTenant({ from_memory_id, to_memory_id }: Relationship, places: Places): string | null {
  const [from, to] = [places.get(from_memory_id)?.tenant_id, places.get(to_memory_id)?.tenant_id];
  return from === to ? (from ?? null) : null;
}

/** Who ended it is not named where that is a memory of another tenant. */
function inTenant(
  relationship: Relationship,
  tenant_id: string,
  places: Places,
): { sent: Relationship; former: Readonly<Record<string, unknown>> } {
  const { invalidated_by, valid_until } = relationship;
  if (invalidated_by === null || places.get(invalidated_by)?.tenant_id === tenant_id)
    return { sent: relationship, former: {} };
  return { sent: { ...relationship, invalidated_by: null }, former: { invalidated_by, valid_until } };
}
