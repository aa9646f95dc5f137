import { styleText } from 'node:util';
import {
  DEMO_MEMORIES,
  DEMO_QUESTIONS,
  DEMO_RELATIONSHIPS,
  DEMO_SUCCESSOR,
  type DemoMemory,
} from './memories.js';
import type { DemoSession } from './session.js';

/** What the demo showed: each question, and whether the right memory was the first found. */
export interface DemoOutcome {
  readonly stored: number;
  readonly relationships: number;
  readonly questions: readonly {
    readonly question: string;
    readonly found: string;
    readonly right: boolean;
  }[];
  readonly checks: readonly { readonly what: string; readonly holds: boolean }[];
}

type Say = (line?: string) => void;

/** Plays the main job: store, relate, recall, replace, look back. */
export async function tellStory(session: DemoSession, say: Say): Promise<DemoOutcome> {
  const ids = await storeAll(session, say);
  await relateAll(session, ids, say);
  const questions = await askAll(session, ids, say);
  const checks = [
    ...(await storeTwice(session, ids, say)),
    ...(await replaceDecision(session, ids, say)),
    ...(await lookAround(session, ids, say)),
    ...(await lookBack(session, ids, say)),
  ];
  return { stored: ids.size, relationships: DEMO_RELATIONSHIPS.length, questions, checks };
}

async function storeAll(session: DemoSession, say: Say): Promise<Map<string, string>> {
  heading(say, `Storing ${DEMO_MEMORIES.length} memories from building this very project`);
  const { data, ms } = await session.call('store_memories', { memories: DEMO_MEMORIES.map(input) });
  const results = data.results as { id: string }[];
  const ids = new Map(DEMO_MEMORIES.map((memory, index) => [memory.name, results[index]?.id ?? '']));
  for (const memory of DEMO_MEMORIES.slice(0, 4)) say(`  ${dim(memory.type.padEnd(10))} ${memory.title}`);
  say(dim(`  … and ${DEMO_MEMORIES.length - 4} more, all or nothing, in ${ms.toFixed(1)} ms`));
  return ids;
}

async function relateAll(session: DemoSession, ids: ReadonlyMap<string, string>, say: Say): Promise<void> {
  heading(say, 'Relating them');
  for (const [from, type, to, context] of DEMO_RELATIONSHIPS) {
    await session.call('create_relationship', {
      from_memory_id: ids.get(from),
      to_memory_id: ids.get(to),
      relationship_type: type,
      context,
    });
    say(`  ${short(from)} ${styleText('cyan', `—${type}→`)} ${short(to)}`);
  }
}

async function askAll(
  session: DemoSession,
  ids: ReadonlyMap<string, string>,
  say: Say,
): Promise<DemoOutcome['questions']> {
  heading(say, 'Asking loose questions, in other words than the memories use');
  const answers: { question: string; found: string; right: boolean }[] = [];
  for (const [question, finds] of DEMO_QUESTIONS) {
    const { data, ms } = await session.call('recall_memories', { query: question, limit: 3 });
    const [first] = data.results as { id: string; title: string; matched?: string[] }[];
    const right = first !== undefined && first.id === ids.get(finds);
    answers.push({ question, found: first?.title ?? 'nothing', right });
    say(`  ${styleText('bold', `“${question}”`)}`);
    say(
      `    ${mark(right)} ${first?.title ?? 'nothing'}  ${dim(`${ms.toFixed(1)} ms · matched ${first?.matched?.join(', ') ?? '-'}`)}`,
    );
  }
  return answers;
}

async function storeTwice(
  session: DemoSession,
  ids: ReadonlyMap<string, string>,
  say: Say,
): Promise<DemoOutcome['checks']> {
  heading(say, 'Storing one of them again');
  const [again] = DEMO_MEMORIES;
  const { data } = await session.call('store_memory', again === undefined ? {} : input(again));
  const holds = data.created === false && data.duplicate_of === ids.get('segfault');
  say(`  ${mark(holds)} nothing was written: it is a duplicate of ${dim(String(data.duplicate_of))}`);
  return [{ what: 'an exact duplicate is not written', holds }];
}

async function replaceDecision(
  session: DemoSession,
  ids: Map<string, string>,
  say: Say,
): Promise<DemoOutcome['checks']> {
  heading(say, 'Changing a decision: the new one supersedes the old');
  const { data } = await session.call('store_memory', {
    ...input(DEMO_SUCCESSOR),
    supersedes: [ids.get('one-table')],
  });
  ids.set(DEMO_SUCCESSOR.name, String(data.id));
  const query = 'where do we keep the tenants in full-text search?';
  const now = await firstDecision(session, { query });
  const then = await firstDecision(session, { query, as_of: '2026-03-01' });
  const holdsNow = now?.id === ids.get('file-each');
  const holdsThen = then?.id === ids.get('one-table');
  say(`  ${styleText('bold', `“${query}”`)}`);
  say(`    ${mark(holdsNow)} today:          ${now?.title ?? 'nothing'}`);
  say(`    ${mark(holdsThen)} as of 1 March:  ${then?.title ?? 'nothing'}`);
  return [
    { what: 'today the new decision is found', holds: holdsNow },
    { what: 'as of a former time the old one is', holds: holdsThen },
  ];
}

async function firstDecision(
  session: DemoSession,
  args: Record<string, unknown>,
): Promise<{ id: string; title: string } | undefined> {
  const { data } = await session.call('search_memories', { ...args, memory_types: ['decision'], limit: 1 });
  return (data.results as { id: string; title: string }[])[0];
}

async function lookAround(
  session: DemoSession,
  ids: ReadonlyMap<string, string>,
  say: Say,
): Promise<DemoOutcome['checks']> {
  heading(say, 'Walking the graph from “rare words find candidates”');
  const { data } = await session.call('get_related_memories', {
    memory_id: ids.get('rare-first'),
    max_depth: 2,
  });
  const found = data.results as {
    id: string;
    title: string;
    relationships?: { type: string; direction: string }[];
  }[];
  for (const each of found) say(`  ${each.title}`);
  const holds =
    found.some((each) => each.id === ids.get('frequent')) &&
    found.some((each) => each.id === ids.get('stemming'));
  return [{ what: 'neighbours are found in both directions', holds }];
}

async function lookBack(
  session: DemoSession,
  ids: ReadonlyMap<string, string>,
  say: Say,
): Promise<DemoOutcome['checks']> {
  heading(say, 'Correcting a memory: every version is kept');
  const memory_id = ids.get('startup');
  await session.call('update_memory', { memory_id, importance: 0.8, add_tags: ['measured'] });
  const { data } = await session.call('get_memory_history', { memory_id });
  const versions = data.versions as { version: number; changed: Record<string, unknown> }[];
  for (const { version, changed } of versions) {
    const { importance, tags } = changed as { importance: number; tags: string[] };
    say(`  version ${version}: importance ${importance}, tags ${tags.join(', ')}`);
  }
  return [{ what: 'both versions are in the history', holds: versions.length === 2 }];
}

function input(memory: DemoMemory): Record<string, unknown> {
  const { name: _name, ...rest } = memory;
  return rest;
}

function short(name: string): string {
  const title = DEMO_MEMORIES.find((memory) => memory.name === name)?.title ?? name;
  return title.length <= 46 ? title : `${title.slice(0, 45)}…`;
}

function heading(say: Say, text: string): void {
  say();
  say(styleText(['bold', 'green'], text));
}

function mark(holds: boolean): string {
  return holds ? styleText('green', '✓') : styleText('red', '✗');
}

function dim(text: string): string {
  return styleText('dim', text);
}
