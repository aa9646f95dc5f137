import type { Memory } from '../../domain/memory.js';
import type { MemoryFilter } from '../../domain/memory-filter.js';
import type { MemoryType } from '../../domain/memory-types.js';
import { askedWords } from '../../search/question.js';
import type { RepositoryContext } from '../context.js';
import { prepareQuestion, rankCandidates } from '../search/find.js';
import type { Section, SectionName } from './sections.js';
import { type BranchState, touched } from './touched.js';
import { unsolved } from './unsolved.js';
import { weightiestFirst } from './weight.js';

const OPEN_TYPES: readonly MemoryType[] = ['problem', 'error', 'task'];
const DECISION_TYPES: readonly MemoryType[] = ['decision', 'pattern', 'workflow'];

/** The newest of a kind that are read; importance and recency choose among them. */
const READ = { open: 100, decisions: 50, preferences: 50, recent: 20, matches: 10 } as const;
const HALF_LIFE_DAYS = { open: 45, branch: 60, decisions: 90, preferences: 365 } as const;

/** What is asked of a briefing beside its size. */
export interface Gathering {
  readonly query?: string;
  readonly branch?: BranchState;
  /** With the moment of the briefing as `valid_at`. */
  readonly filter: MemoryFilter;
}

/** Every part that has memories, in a handful of indexed reads. A memory stays in the first part that has it. */
export async function gather(context: RepositoryContext, asked: Gathering): Promise<Section[]> {
  const { filter } = asked;
  const now = filter.valid_at;
  const [open, decisions, preferences, recent] = [
    await newest(context, filter, READ.open, OPEN_TYPES),
    await newest(context, filter, READ.decisions, DECISION_TYPES),
    await newest(context, filter, READ.preferences, ['preference']),
    await newest(context, filter, READ.recent),
  ];
  const found = await matches(context, asked.query ?? '', filter);
  const branch = asked.branch === undefined ? [] : await touched(context, asked.branch, filter);
  const weighed = (name: keyof typeof HALF_LIFE_DAYS, memories: readonly Memory[]) =>
    weightiestFirst(memories, HALF_LIFE_DAYS[name], now);
  return eachOnce([
    { name: 'matches', ...found },
    part('open', weighed('open', await unsolved(context, open.memories, now)), open.has_more),
    part('branch', weighed('branch', branch), false),
    part('preferences', weighed('preferences', preferences.memories), preferences.has_more),
    part('decisions', weighed('decisions', decisions.memories), decisions.has_more),
    // Everything else was worked on some time: there is no number worth telling.
    part('recent', recent.memories, false),
  ]);
}

function part(name: SectionName, memories: readonly Memory[], has_more: boolean): Section {
  return { name, memories, has_more, words: [] };
}

async function newest(
  { backend, scope }: RepositoryContext,
  filter: MemoryFilter,
  limit: number,
  types?: readonly MemoryType[],
): Promise<{ memories: Memory[]; has_more: boolean }> {
  const memories = await backend.listMemories(scope, {
    filter: types === undefined ? filter : { ...filter, types },
    order: 'updated_at',
    limit: limit + 1,
  });
  return { memories: memories.slice(0, limit), has_more: memories.length > limit };
}

async function matches(
  context: RepositoryContext,
  query: string,
  filter: MemoryFilter,
): Promise<Omit<Section, 'name'>> {
  const asked = askedWords(query);
  if (asked.length === 0) return { memories: [], has_more: false, words: [] };
  const question = await prepareQuestion(context, asked, { tolerance: 'normal', match: 'any' });
  const { ranked, total } = await rankCandidates(context, question, filter, filter.valid_at, READ.matches);
  const ids = ranked.slice(0, READ.matches).map((hit) => hit.id);
  const memories = await context.backend.findMemories(context.scope, ids);
  const byId = new Map(memories.map((memory) => [memory.id, memory]));
  return {
    memories: ids.flatMap((id) => byId.get(id) ?? []),
    has_more: total > ids.length,
    words: asked.map(({ word }) => word),
  };
}

function eachOnce(sections: readonly Section[]): Section[] {
  const seen = new Set<string>();
  return sections
    .map((section) => ({
      ...section,
      memories: section.memories.filter(({ id }) => !seen.has(id) && seen.add(id)),
    }))
    .filter((section) => section.memories.length > 0);
}
