import fc from 'fast-check';
import type { Backend } from '../../../../src/contracts/backend.js';
import type { Change } from '../../../../src/domain/change-set.js';
import type { Memory } from '../../../../src/domain/memory.js';
import type { MemoryContext } from '../../../../src/domain/memory-context.js';
import type { Relationship } from '../../../../src/domain/relationship.js';
import { addMilliseconds } from '../../../../src/domain/time.js';
import { changeOf } from '../../../../src/transfer/backup/record-change.js';
import { memory, relationship } from '../../../contract/records.js';
import { SCOPES } from './migrating.js';

export const PROJECTS = ['host/a/one', 'host/a/two', 'host/b/three', 'four', 'five'] as const;
const USERS = ['ann', 'ben', 'cleo'] as const;
const START = '2026-03-01T12:00:00.000Z';

/** A small store of everything that a store can hold, as plain facts. */
export interface StoreFacts {
  readonly memories: readonly MemoryFacts[];
  readonly relationships: readonly RelationshipFacts[];
  readonly aliases: readonly (readonly [string, string])[];
}

interface MemoryFacts {
  /** The project of each version, the present one last. */
  readonly projects: readonly (string | null)[];
  readonly user: string;
  readonly deleted: boolean;
  readonly closed: boolean;
  readonly text: string;
  readonly use: number | null;
  /** What the context says of tenancy though there are no tenants, as after a restore of foreign data. */
  readonly stray: Readonly<Partial<MemoryContext>>;
}

interface RelationshipFacts {
  readonly from: number;
  readonly to: number;
  readonly versions: number;
  readonly ender: number | null;
}

const project = fc.option(fc.constantFrom(...PROJECTS));
const stray = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        tenant_id: fc.constantFrom('old', 'acme'),
        visibility: fc.constantFrom('private', 'public', 'team'),
        team_id: fc.constant('core'),
        created_by: fc.constant('somebody'),
      },
      { requiredKeys: [] },
    ),
  },
);

export const storeFacts: fc.Arbitrary<StoreFacts> = fc.record({
  memories: fc.array(
    fc.record({
      projects: fc.array(project, { minLength: 1, maxLength: 3 }),
      user: fc.constantFrom(...USERS),
      deleted: fc.boolean(),
      closed: fc.boolean(),
      text: fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
        .map((text) => `x${text.replaceAll('\0', '')}`),
      use: fc.option(fc.nat(50)),
      stray,
    }),
    { maxLength: 12 },
  ),
  relationships: fc.array(
    fc.record({
      from: fc.nat(11),
      to: fc.nat(11),
      versions: fc.integer({ min: 1, max: 3 }),
      ender: fc.option(fc.nat(11)),
    }),
    { maxLength: 12 },
  ),
  aliases: fc.uniqueArray(fc.tuple(fc.constantFrom(...PROJECTS, 'old name'), fc.constantFrom(...PROJECTS)), {
    selector: ([alias]) => alias,
    maxLength: 3,
  }),
});

/** Puts the facts into an empty store without tenants. */
export async function fill(backend: Backend, facts: StoreFacts): Promise<void> {
  const states = facts.memories.map(statesOf);
  const edges = facts.relationships.flatMap((each, at) => {
    const count = facts.memories.length;
    if (count === 0 || each.from % count === each.to % count) return [];
    return [edgeStates(each, at, count)];
  });
  const uses = facts.memories.flatMap(({ use }, at): Change[] =>
    use === null
      ? []
      : [{ kind: 'put_use', id: idOf(at), usage_count: use, last_accessed: use === 0 ? null : later(use) }],
  );
  const changes: Change[] = [
    ...states.flatMap(memoryChanges),
    ...edges.flatMap(edgeChanges),
    ...uses,
    ...facts.aliases
      .filter(([alias, project_id]) => alias !== project_id)
      .map(([alias, project_id]): Change => ({ kind: 'put_project_alias', alias, project_id })),
  ];
  const outcome = await backend.commit(SCOPES(null), {
    id: 'filling',
    at: START,
    preconditions: [],
    changes,
  });
  if (!outcome.committed) throw new Error('not filled');
}

export function idOf(at: number): string {
  return `m-${at}`;
}

function statesOf({ projects, user, deleted, closed, text, stray }: MemoryFacts, at: number): Memory[] {
  return projects.map((project_id, index) => {
    const isLast = index === projects.length - 1;
    return memory({
      id: idOf(at),
      created_at: later(at % 5),
      version: index + 1,
      recorded_at: later(at + index),
      updated_at: later(at + index),
      title: `Title ${at}`,
      content: `${text} ${index}`,
      created_by: user,
      tags: ['tag', `v${index}`],
      context: { ...stray, ...(project_id === null ? {} : { project_id }), files_involved: ['a.ts'] },
      valid_until: closed && isLast ? later(50) : null,
      deleted_at: deleted && isLast ? later(60) : null,
    });
  });
}

function edgeStates(
  { from, to, versions, ender }: RelationshipFacts,
  at: number,
  count: number,
): Relationship[] {
  return Array.from({ length: versions }, (_, index) =>
    relationship({
      id: `r-${at}`,
      from_memory_id: idOf(from % count),
      to_memory_id: idOf(to % count),
      type: 'RELATED_TO',
      context: `why ${at} ${index}`,
      version: index + 1,
      created_at: later(at % 3),
      updated_at: later(at + index),
      recorded_at: later(at + index),
      invalidated_by: ender === null || index === 0 ? null : idOf(ender % count),
      valid_until: ender === null || index === 0 ? null : later(70),
    }),
  );
}

function memoryChanges(states: readonly Memory[]): Change[] {
  const last = states.at(-1);
  if (last === undefined) return [];
  const former = states.slice(0, -1).map(
    (state): Change => ({
      kind: 'put_memory_version',
      memory: state,
      superseded_at: later(state.version),
    }),
  );
  return [changeOf({ kind: 'memory', record: last }), ...former];
}

function edgeChanges(states: readonly Relationship[]): Change[] {
  const last = states.at(-1);
  if (last === undefined) return [];
  const former = states.slice(0, -1).map(
    (state): Change => ({
      kind: 'put_relationship_version',
      relationship: state,
      superseded_at: later(state.version),
    }),
  );
  return [changeOf({ kind: 'relationship', record: last }), ...former];
}

function later(minutes: number): string {
  return addMilliseconds(START, minutes * 60_000);
}
