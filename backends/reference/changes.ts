import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Change } from '../../src/domain/change-set.js';
import { answerHolds } from '../../src/domain/holds-text.js';
import type { Memory } from '../../src/domain/memory.js';
import type { Relationship } from '../../src/domain/relationship.js';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import { appendAudit } from './audit.js';
import { frozen } from './frozen.js';
import { answerKey, grantKey, type Store, versionKey } from './store.js';
import { forgetUse, setUse } from './use.js';

/**
 * Applies one change.
 * @throws MemoryGraphError `conflict` where the change says new and the record is there, or the reverse: its
 * preconditions forgot to ask.
 */
export function apply(store: Store, scope: AccessScope, change: Change): void {
  switch (change.kind) {
    case 'put_memory': {
      const { memory, former, document, content_hash } = frozen(change);
      const stored = store.memories.get(memory.id);
      if ((stored === undefined) !== (former === null)) throw contradiction();
      const sequence = stored?.sequence ?? ++store.stored;
      if (former !== null) putMemoryVersion(store, former, memory.recorded_at);
      store.memories.set(memory.id, { memory, document, content_hash, sequence });
      return;
    }
    case 'put_relationship': {
      const { relationship, former } = frozen(change);
      const stored = store.relationships.get(relationship.id);
      if ((stored === undefined) !== (former === null)) throw contradiction();
      const ended = hiddenEnder(scope, stored, former);
      if (former !== null) putRelationshipVersion(store, { ...former, ...ended }, relationship.recorded_at);
      const isAsBefore = former !== null && relationship.valid_until === former.valid_until;
      store.relationships.set(
        relationship.id,
        isAsBefore && scope.access !== null && former.invalidated_by === null
          ? { ...relationship, ...ended }
          : relationship,
      );
      return;
    }
    case 'put_memory_version':
      putMemoryVersion(store, change.memory, change.superseded_at);
      return;
    case 'put_relationship_version':
      putRelationshipVersion(store, change.relationship, change.superseded_at);
      return;
    case 'put_use': {
      const { kind: _kind, ...use } = change;
      setUse(store, scope, use);
      return;
    }
    case 'put_project_grant': {
      const { team_id, project_id } = change;
      if (change.granted) store.grants.set(grantKey(change), frozen({ team_id, project_id }));
      else store.grants.delete(grantKey(change));
      return;
    }
    case 'put_audit_event':
      appendAudit(store.audit, scope.tenant_id, [change.event]);
      return;
    case 'put_project_alias':
      if (change.project_id === null) store.projectAliases.delete(change.alias);
      else store.projectAliases.set(change.alias, change.project_id);
      return;
    case 'purge_memory':
      purge(store, change.id);
      return;
    case 'purge_relationship':
      purgeRelationships(store, new Set([change.id]));
      return;
    case 'purge_answers':
      for (const [key, { record }] of store.answers)
        if (answerHolds(record, change.folded)) store.answers.delete(key);
      return;
    case 'put_idempotency': {
      const { record } = frozen(change);
      store.answers.set(answerKey(scope.user_id, record.tool, record.key), {
        user_id: scope.user_id,
        record,
      });
      return;
    }
  }
}

function contradiction(): MemoryGraphError {
  return new MemoryGraphError('conflict', 'The record is not in the state that the change was made for.');
}

/** Who ended a relationship, where its writer is not shown that: it must not be lost by their change. */
function hiddenEnder(
  scope: AccessScope,
  stored: Relationship | undefined,
  former: Relationship | null,
): Pick<Relationship, 'invalidated_by'> {
  if (stored === undefined || former === null) return { invalidated_by: null };
  const isHidden = scope.access !== null && former.invalidated_by === null;
  return { invalidated_by: isHidden ? stored.invalidated_by : former.invalidated_by };
}

function putMemoryVersion(store: Store, memory: Memory, superseded_at: string): void {
  store.memoryVersions.set(versionKey(memory.id, memory.version), frozen({ memory, superseded_at }));
}

function putRelationshipVersion(store: Store, relationship: Relationship, superseded_at: string): void {
  const key = versionKey(relationship.id, relationship.version);
  store.relationshipVersions.set(key, frozen({ relationship, superseded_at }));
}

function purge(store: Store, id: string): void {
  store.memories.delete(id);
  forgetUse(store, id);
  for (const [key, { memory }] of store.memoryVersions)
    if (memory.id === id) store.memoryVersions.delete(key);
  const touching = [...store.relationships.values()].filter(
    (each) => each.from_memory_id === id || each.to_memory_id === id,
  );
  purgeRelationships(store, new Set(touching.map((each) => each.id)));
}

function purgeRelationships(store: Store, ids: ReadonlySet<string>): void {
  for (const id of ids) store.relationships.delete(id);
  for (const [key, { relationship }] of store.relationshipVersions)
    if (ids.has(relationship.id)) store.relationshipVersions.delete(key);
}

/** Takes the ids of erased memories out of what is left: kept answers, and who made a relationship untrue. */
export function eraseMentions(store: Store, ids: readonly string[]): void {
  for (const [key, { record }] of store.answers)
    if (ids.some((id) => record.answer.includes(JSON.stringify(id)))) store.answers.delete(key);
  const names = (relationship: Relationship) =>
    relationship.invalidated_by !== null && ids.includes(relationship.invalidated_by);
  for (const [id, relationship] of store.relationships)
    if (names(relationship)) store.relationships.set(id, frozen({ ...relationship, invalidated_by: null }));
  for (const [key, version] of store.relationshipVersions)
    if (names(version.relationship)) {
      const relationship = { ...version.relationship, invalidated_by: null };
      store.relationshipVersions.set(key, frozen({ ...version, relationship }));
    }
}
