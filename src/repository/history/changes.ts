import type { Memory } from '../../domain/memory.js';
import { isChosen, type ProjectChoice } from '../../domain/project.js';
import type { Relationship } from '../../domain/relationship.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { RepositoryContext } from '../context.js';
import { chooseProjects } from '../projects/choose.js';
import type { ChangeSummary } from '../repositories.js';

/** How many records changed since the beginning are looked at for each one asked for. */
const LOOKED_AT = 10;

interface Span {
  readonly since: string;
  readonly until: string;
}

/** What came, changed and closed in a span of recorded time, newest change first. */
export async function changesIn(
  context: RepositoryContext,
  asked: {
    readonly since: string;
    readonly until?: string;
    readonly project?: string;
    readonly limit: number;
  },
): Promise<ChangeSummary> {
  const now = context.clock.now();
  const span = { since: asked.since, until: asked.until ?? now };
  if (span.until < span.since) {
    throw new MemoryGraphError('invalid_argument', 'until must not be earlier than since.', {
      details: { argument: 'until' },
    });
  }
  const most = asked.limit * LOOKED_AT;
  const { projects } = await chooseProjects(context, asked.project);
  const memories = await context.backend.listMemories(context.scope, {
    filter: {
      valid_at: now,
      include_closed: true,
      updated_after: span.since,
      projects,
    },
    order: 'updated_at',
    limit: most,
  });
  const newest = await context.backend.findRelationships(context.scope, { limit: most });
  const changed = newest.filter((each) => each.updated_at >= span.since);
  const relationships = projects === undefined ? changed : await touching(context, changed, projects);
  const sorted = { created: [] as Memory[], updated: [] as Memory[], closed: [] as Memory[] };
  for (const memory of memories) {
    const kind = await kindOfChange(context, memory, span);
    if (kind !== null) sorted[kind].push(memory);
  }
  const created = relationships.filter((each) => within(each.created_at, span));
  const closed = relationships.filter(
    (each) => each.valid_until !== null && within(each.valid_until, span) && each.valid_until <= now,
  );
  const lists = [sorted.created, sorted.updated, sorted.closed, created, closed];
  return {
    ...span,
    created: sorted.created.slice(0, asked.limit),
    updated: sorted.updated.slice(0, asked.limit),
    closed: sorted.closed.slice(0, asked.limit),
    relationships_created: created.slice(0, asked.limit),
    relationships_closed: closed.slice(0, asked.limit),
    truncated:
      memories.length >= most ||
      relationships.length >= most ||
      lists.some((list) => list.length > asked.limit),
  };
}

/** How a memory changed in the span; a change after the span is told from one in it by the history. */
async function kindOfChange(
  context: RepositoryContext,
  memory: Memory,
  span: Span,
): Promise<'created' | 'updated' | 'closed' | null> {
  if (memory.valid_until !== null && within(memory.valid_until, span) && memory.version > 1) return 'closed';
  if (within(memory.created_at, span)) return 'created';
  if (within(memory.updated_at, span)) return 'updated';
  const versions = await context.backend.memoryHistory(context.scope, memory.id);
  return versions.some((version) => within(version.memory.recorded_at, span)) ? 'updated' : null;
}

function within(time: string, span: Span): boolean {
  return span.since <= time && time <= span.until;
}

/** Those with at least one memory of the chosen projects. */
async function touching(
  context: RepositoryContext,
  relationships: readonly Relationship[],
  projects: ProjectChoice,
): Promise<Relationship[]> {
  const ids = relationships.flatMap((each) => [each.from_memory_id, each.to_memory_id]);
  const ends = await context.backend.findMemories(context.scope, [...new Set(ids)]);
  const chosen = new Set(
    ends.filter((memory) => isChosen(memory.context.project_id, projects)).map(({ id }) => id),
  );
  return relationships.filter((each) => chosen.has(each.from_memory_id) || chosen.has(each.to_memory_id));
}
