import type { SeenIds } from '../../contracts/tenant-migration.js';
import type { Relationship } from '../../domain/relationship.js';
import { RESTORE_USER_ID, unfinishedRestore } from '../backup/unfinished-restore.js';
import { entriesOf, type HomewardSource, idsOf } from './homeward-source.js';
import { inPages, PAGE } from './pages.js';
import { isRestricted } from './tenancy-fields.js';

/** A record that has no place in a store without tenants. */
export interface Obstacle {
  readonly tenant_id: string;
  readonly kind: 'memory' | 'relationship' | 'project_alias' | 'tenant';
  readonly id: string;
  readonly reason: string;
}

/** What is looked at beside the records. */
export interface ObstacleSource extends HomewardSource {
  /** The tenants that the migration made. */
  readonly migrated: readonly string[];
  readonly at: string;
  readonly seenIds: () => SeenIds;
}

const RESTRICTED =
  'written since the migration for less than the whole tenant; without tenants everybody would see it';
const RESTRICTED_BEFORE = `a former version was ${RESTRICTED}`;
const OF_RESTRICTED = 'written since the migration about a memory that less than the whole tenant sees';
/** Stands for a tenant where a record was set aside; no tenant is called so. */
const ASIDE = '';

/** What keeps a migration from being undone, record by record; nothing where it can be. Changes nothing. */
export async function* obstacles(source: ObstacleSource): AsyncGenerator<Obstacle> {
  const memoryIds = source.seenIds();
  const relationshipIds = source.seenIds();
  try {
    for (const tenant_id of source.tenant_ids) {
      if (!source.migrated.includes(tenant_id)) {
        yield* addedTenant(source, tenant_id);
        continue;
      }
      yield* halfRestored(source, tenant_id);
      yield* memories(source, tenant_id, memoryIds);
      yield* formerVersions(source, tenant_id);
      yield* relationships(source, tenant_id, relationshipIds);
    }
    yield* asideRelationships(source, relationshipIds);
    yield* projectAliases(source);
  } finally {
    memoryIds.close();
    relationshipIds.close();
  }
}

/** Its members never shared a store with the others. */
async function* addedTenant({ parts, scopes }: ObstacleSource, tenant_id: string): AsyncGenerator<Obstacle> {
  let count = 0;
  for await (const _memory of parts.streamMemories(scopes(tenant_id))) count++;
  const reason = `added since the migration; it holds ${count} ${count === 1 ? 'memory' : 'memories'}`;
  if (count > 0) yield { tenant_id, kind: 'tenant', id: tenant_id, reason };
}

/** Half a backup must not be taken for a whole one. */
async function* halfRestored(
  { parts, scopes, at }: ObstacleSource,
  tenant_id: string,
): AsyncGenerator<Obstacle> {
  const half = await unfinishedRestore(parts, scopes(tenant_id, RESTORE_USER_ID), at);
  const reason = 'a restore into it was cut off; finish that first';
  if (half !== null) yield { tenant_id, kind: 'tenant', id: tenant_id, reason };
}

async function* memories(source: ObstacleSource, tenant_id: string, seen: SeenIds): AsyncGenerator<Obstacle> {
  const { parts, scopes } = source;
  for await (const page of inPages(parts.streamMemories(scopes(tenant_id)), PAGE)) {
    const isSince = await writtenSince(source, 'memory', tenant_id, page);
    const elsewhere = await seenElsewhere(seen, tenant_id, page);
    for (const memory of page) {
      const { id } = memory;
      const reason =
        elsewhere.get(id) ?? (isSince(memory) && isRestricted(memory.context) ? RESTRICTED : null);
      if (reason !== null) yield { tenant_id, kind: 'memory', id, reason };
    }
  }
}

/** What only some could read must not become readable for all; a memory is named once. */
async function* formerVersions(source: ObstacleSource, tenant_id: string): AsyncGenerator<Obstacle> {
  const { parts, scopes } = source;
  let named = '';
  for await (const page of inPages(parts.streamMemoryVersions(scopes(tenant_id)), PAGE)) {
    const versions = page.map(({ memory }) => memory);
    const isSince = await writtenSince(source, 'memory', tenant_id, versions);
    const wrong = versions.filter((version) => isSince(version) && isRestricted(version.context));
    const present = await parts.findMemories(scopes(tenant_id), idsOf(wrong));
    const known = new Set(present.filter(({ context }) => isRestricted(context)).map(({ id }) => id));
    for (const { id } of wrong) {
      if (id === named || known.has(id)) continue;
      named = id;
      yield { tenant_id, kind: 'memory', id, reason: RESTRICTED_BEFORE };
    }
  }
}

async function* relationships(
  source: ObstacleSource,
  tenant_id: string,
  seen: SeenIds,
): AsyncGenerator<Obstacle> {
  const { parts, scopes } = source;
  for await (const page of inPages(parts.streamRelationships(scopes(tenant_id)), PAGE)) {
    const isSince = await writtenSince(source, 'relationship', tenant_id, page);
    const elsewhere = await seenElsewhere(seen, tenant_id, page);
    const ends = page.filter(isSince).flatMap(endsOf);
    const found = await parts.findMemories(scopes(tenant_id), [...new Set(ends)]);
    const restricted = new Set(found.filter(({ context }) => isRestricted(context)).map(({ id }) => id));
    for (const relationship of page) {
      const { id } = relationship;
      const isWrong = isSince(relationship) && endsOf(relationship).some((end) => restricted.has(end));
      const reason = elsewhere.get(id) ?? (isWrong ? OF_RESTRICTED : null);
      if (reason !== null) yield { tenant_id, kind: 'relationship', id, reason };
    }
  }
}

async function* asideRelationships({ journal }: ObstacleSource, seen: SeenIds): AsyncGenerator<Obstacle> {
  for await (const page of inPages(journal.stream('aside_relationship'), PAGE))
    for (const { id, tenant_id } of await seen.note(ASIDE, idsOf(page)))
      yield { tenant_id, kind: 'relationship', id, reason: 'the migration set another one of this id aside' };
}

/** One name can lead to one project alone. */
async function* projectAliases({
  parts,
  journal,
  scopes,
  tenant_ids,
}: ObstacleSource): AsyncGenerator<Obstacle> {
  const known = new Map<unknown, unknown>();
  for await (const { former } of journal.stream('aside_project_alias'))
    known.set(former.alias, former.project_id);
  for (const tenant_id of tenant_ids)
    for (const { alias, project_id } of await parts.projectAliases(scopes(tenant_id))) {
      const other = known.get(alias) ?? project_id;
      known.set(alias, other);
      const reason = 'it is the name of another project elsewhere';
      if (other !== project_id) yield { tenant_id, kind: 'project_alias', id: alias, reason };
    }
}

/** Tells which states of records are younger than the migration. */
async function writtenSince(
  source: ObstacleSource,
  kind: 'memory' | 'relationship',
  tenant_id: string,
  page: readonly { readonly id: string }[],
): Promise<(record: { readonly id: string; readonly version: number }) => boolean> {
  const entries = await entriesOf(source, kind, tenant_id, page);
  return ({ id, version }) => version > (entries.get(id)?.version ?? 0);
}

async function seenElsewhere(
  seen: SeenIds,
  tenant_id: string,
  page: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const others = await seen.note(tenant_id, idsOf(page));
  return new Map(
    others.map((each) => [each.id, `the tenant ${each.tenant_id} has another one of this id`] as const),
  );
}

function endsOf({ from_memory_id, to_memory_id }: Relationship): string[] {
  return [from_memory_id, to_memory_id];
}
