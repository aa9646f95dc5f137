import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteBackend } from '../../../backends/sqlite/index.js';
import type { SqliteSettings } from '../../../backends/sqlite/settings.js';
import { localPrincipal } from '../../../src/auth/local.js';
import type { Backend } from '../../../src/contracts/backend.js';
import type { Change, ChangeSet, Precondition } from '../../../src/domain/change-set.js';
import type { Memory } from '../../../src/domain/memory.js';
import type { Relationship } from '../../../src/domain/relationship.js';
import type { SearchDocument } from '../../../src/domain/search-document.js';
import { operatorScope, scopeFor } from '../../../src/policy/access-scope.js';

export const SCOPE = scopeFor(localPrincipal('tester'));
export const OPERATOR = operatorScope('tester');
export const NOW = '2026-11-22T12:00:00.000Z';

/** A folder of its own, removed with everything in it by `remove`. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'memorygraph-sqlite-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A store in a folder of its own. */
export async function temporaryStore(settings: Partial<SqliteSettings> = {}) {
  const folder = temporaryFolder();
  const path = join(folder.path, 'store.db');
  const backend = await openSqliteBackend({ path, ...settings });
  const remove = async () => {
    await backend.close();
    folder.remove();
  };
  return { backend, path, folder: folder.path, remove };
}

let made = 0;

/** A memory with a rising id; equal inputs make equal memories otherwise. */
export function memory(fields: Partial<Memory> = {}): Memory {
  made++;
  return {
    id: `m-${String(made).padStart(8, '0')}`,
    type: 'general',
    title: `memory ${made}`,
    content: `content of memory ${made}`,
    summary: null,
    tags: [],
    importance: 0.5,
    confidence: 0.8,
    effectiveness: null,
    created_at: NOW,
    updated_at: NOW,
    version: 1,
    created_by: 'tester',
    updated_by: 'tester',
    valid_from: NOW,
    valid_until: null,
    recorded_at: NOW,
    context: {},
    source: { kind: 'user' },
    deleted_at: null,
    ...fields,
  };
}

export function relationship(from: string, to: string, fields: Partial<Relationship> = {}): Relationship {
  made++;
  return {
    id: `r-${String(made).padStart(8, '0')}`,
    from_memory_id: from,
    to_memory_id: to,
    type: 'CAUSES',
    strength: 0.8,
    confidence: 0.7,
    context: null,
    evidence_count: 0,
    success_rate: null,
    validation_count: 0,
    counter_evidence_count: 0,
    created_at: NOW,
    updated_at: NOW,
    last_validated: null,
    valid_from: NOW,
    valid_until: null,
    recorded_at: NOW,
    invalidated_by: null,
    created_by: 'tester',
    updated_by: 'tester',
    version: 1,
    ...fields,
  };
}

/** What the index sees of a memory: its own words in lower case, nothing analysed. */
function documentOf(memory: Memory): SearchDocument {
  const words = (text: string) =>
    text
      .toLowerCase()
      .match(/[a-z0-9\u0080-\uffff]+/g)
      ?.join(' ') ?? '';
  return {
    title: words(memory.title),
    content: words(memory.content),
    summary: words(memory.summary ?? ''),
    tags: words(memory.tags.join(' ')),
    context: words(memory.context.project_id ?? ''),
  };
}

export function put(memory: Memory, former: Memory | null = null): Change {
  return {
    kind: 'put_memory',
    memory,
    former,
    document: memory.deleted_at === null ? documentOf(memory) : null,
    content_hash: `hash of ${memory.content}`,
  };
}

export function relate(relationship: Relationship, former: Relationship | null = null): Change {
  return { kind: 'put_relationship', relationship, former };
}

export function changeSet(
  changes: readonly Change[],
  preconditions: readonly Precondition[] = [],
): ChangeSet {
  return { id: randomUUID(), at: NOW, preconditions, changes };
}

/** Stores new memories, one commit for all. */
export async function store(backend: Backend, ...memories: Memory[]): Promise<void> {
  await backend.commit(SCOPE, changeSet(memories.map((each) => put(each))));
}

/** Everything a stream gives. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of stream) all.push(each);
  return all;
}

/** The code of the error that a promise is rejected with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'no error';
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : `not ours: ${String(thrown)}`;
  }
}
