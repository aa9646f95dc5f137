import type { Memory } from '../../domain/memory.js';
import type { MemoryFilter } from '../../domain/memory-filter.js';
import type { MemoryType } from '../../domain/memory-types.js';
import { askedWords } from '../../search/question.js';
import type { ReadingContext } from '../reading-context.js';
import { prepareQuestion, rankCandidates } from '../search/find.js';
import type { Section, SectionName } from './sections.js';
import { type BranchState, touched } from './touched.js';
import { unsolved } from './unsolved.js';
import { weightiestFirst } from './weight.js';

const KINDS: Readonly<Record<Kind, readonly MemoryType[]>> = {
  open: ['problem', 'error', 'task'],
  decisions: ['decision', 'pattern', 'workflow'],
  preferences: ['preference'],
};

type Kind = 'open' | 'decisions' | 'preferences';

/** Memories as they were read, and whether there are further ones. */
interface Newest {
  readonly memories: Memory[];
  readonly has_more: boolean;
}

/** The newest of a kind that are read; importance and recency choose among them. */
const READ = { open: 100, decisions: 50, preferences: 50, recent: 20, matches: 10 } as const;
/** Up to so many of all kinds together are read at once. */
const FEW = 60;
const HALF_LIFE_DAYS = { open: 45, branch: 60, decisions: 90, preferences: 365 } as const;

/** What is asked of a briefing beside its size. */
export interface Gathering {
  readonly query?: string;
  readonly branch?: BranchState;
  /** With the moment of the briefing as `valid_at`. */
  readonly filter: MemoryFilter;
}

/** Every part that has memories, in a handful of indexed reads. A memory stays in the first part that has it. */
export async function gather(context: ReadingContext, asked: Gathering): Promise<Section[]> {
  const { filter } = asked;
  const now = filter.valid_at;
  const { open, decisions, preferences } = await kinds(context, filter);
  const recent = await newest(context, filter, READ.recent);
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

/**
 * The newest of each kind. Where all of them together are few, one read gives them: a read for a kind that is rare
 * passes over everything stored.
 */
async function kinds(context: ReadingContext, filter: MemoryFilter): Promise<Record<Kind, Newest>> {
  const names = Object.keys(KINDS) as Kind[];
  const all = await newest(
    context,
    filter,
    FEW,
    names.flatMap((name) => KINDS[name]),
  );
  const found = names.map(async (name): Promise<[Kind, Newest]> => {
    if (all.has_more) return [name, await newest(context, filter, READ[name], KINDS[name])];
    const memories = all.memories.filter(({ type }) => KINDS[name].includes(type));
    return [name, { memories: memories.slice(0, READ[name]), has_more: memories.length > READ[name] }];
  });
  return Object.fromEntries(await Promise.all(found)) as Record<Kind, Newest>;
}

async function newest(
  { backend, scope }: ReadingContext,
  filter: MemoryFilter,
  limit: number,
  types?: readonly MemoryType[],
): Promise<Newest> {
  const memories = await backend.listMemories(scope, {
    filter: types === undefined ? filter : { ...filter, types },
    order: 'updated_at',
    limit: limit + 1,
  });
  return { memories: memories.slice(0, limit), has_more: memories.length > limit };
}

async function matches(
  context: ReadingContext,
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
