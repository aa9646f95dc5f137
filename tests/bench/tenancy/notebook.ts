import type { Change } from '../../../src/domain/change-set.js';
import type { Memory } from '../../../src/domain/memory.js';
import type { MemoryContext } from '../../../src/domain/memory-context.js';
import type { Relationship } from '../../../src/domain/relationship.js';
import { addMilliseconds } from '../../../src/domain/time.js';
import { contentHash } from '../../../src/repository/content-hash.js';
import { newRecord } from '../../../src/repository/memories/new-record.js';
import { documentOf } from '../../../src/search/analysis.js';
import { Random } from '../../support/random.js';

export const TEAM = 'core';
export const PROJECT = 'web';
export const CALLER = 'ann';
const COLLEAGUE = 'ben';
const FIRST_DAY = '2026-03-02T08:00:00.000Z';
const MINUTE_MS = 60_000;

/** The same memories, told for a store without tenants or for one tenant. */
export interface Notebook {
  readonly texts: readonly string[];
  /** null = a store without tenants. */
  readonly tenant_id: string | null;
  /** How many of a hundred memories the caller is not shown. */
  readonly hidden: number;
  /** Whether each memory has a relationship to an earlier one. */
  readonly related: boolean;
  readonly seed: number;
}

/** Id of the memory of a number: the same in every store, and in the order of storing. */
export function memoryId(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** True where the caller is not shown the memory of a number. */
export function isHidden({ hidden }: Pick<Notebook, 'hidden'>, number: number): boolean {
  return (number * 37) % 100 < hidden;
}

/**
 * One memory for each text: a quarter each is the caller's own, the team's, the project's and public, and all but the
 * first by a colleague; hidden ones are the colleague's own or of a team that the caller is not in.
 */
export function* changesOf(notebook: Notebook): Generator<Change[]> {
  const random = new Random(notebook.seed);
  for (const [number, text] of notebook.texts.entries()) {
    const memory = memoryOf(notebook, number, text);
    const changes: Change[] = [
      {
        kind: 'put_memory',
        memory,
        former: null,
        document: documentOf(memory),
        content_hash: contentHash(memory),
      },
    ];
    if (notebook.related && number > 0)
      changes.push({
        kind: 'put_relationship',
        relationship: relationshipOf(memory, number, random.integer(0, number - 1)),
        former: null,
      });
    yield changes;
  }
}

function memoryOf(notebook: Notebook, number: number, content: string): Memory {
  const own = !isHidden(notebook, number) && number % 4 === 0;
  return newRecord(
    { type: 'general', content, context: contextOf(notebook, number) },
    {
      id: memoryId(number),
      at: addMilliseconds(FIRST_DAY, number * MINUTE_MS),
      user_id: own ? CALLER : COLLEAGUE,
      source: { kind: 'assistant', client: 'bench 1' },
    },
  );
}

function contextOf(notebook: Notebook, number: number): MemoryContext {
  const { tenant_id } = notebook;
  const project = number % 4 === 2 ? { project_id: PROJECT } : {};
  if (tenant_id === null) return project;
  if (isHidden(notebook, number))
    return number % 2 === 0
      ? { ...project, tenant_id, visibility: 'private' }
      : { ...project, tenant_id, visibility: 'team', team_id: 'board' };
  const readers: readonly MemoryContext[] = [
    { visibility: 'private' },
    { visibility: 'team', team_id: TEAM },
    { visibility: 'project' },
    { visibility: 'public' },
  ];
  return { ...project, tenant_id, ...readers[number % 4] };
}

function relationshipOf(memory: Memory, number: number, to: number): Relationship {
  const at = memory.created_at;
  return {
    id: `01900000-0000-7000-9000-${number.toString(16).padStart(12, '0')}`,
    from_memory_id: memory.id,
    to_memory_id: memoryId(to),
    type: 'RELATED_TO',
    strength: 0.5,
    confidence: 0.6,
    context: null,
    evidence_count: 0,
    success_rate: null,
    validation_count: 0,
    counter_evidence_count: 0,
    created_at: at,
    updated_at: at,
    last_validated: null,
    valid_from: at,
    valid_until: null,
    recorded_at: at,
    invalidated_by: null,
    created_by: memory.created_by,
    updated_by: memory.created_by,
    version: 1,
  };
}
