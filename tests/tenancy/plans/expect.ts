import type { Answer } from '../probing/connection.js';
import { holdsAt, type Sight, stepsFrom } from '../world/oracle.js';
import type { Kit } from './plan.js';

type Expect = (answer: Answer, id: string, sight: Sight, kit: Kit) => string[];
type Fields = Readonly<Record<string, unknown>>;

/** Most that a page holds. */
const PAGE = 100;

/** A field of an answer as a list of records. */
export function listIn(answer: Answer, field: string): readonly Fields[] {
  const list = answer.data[field];
  return Array.isArray(list) ? (list as readonly Fields[]) : [];
}

export function idsIn(answer: Answer, field: string): string[] {
  return listIn(answer, field).map(({ id }) => String(id));
}

/** What is wrong where two lists are not the same in any order. */
export function sameSet(what: string, found: Iterable<string>, wanted: Iterable<string>): string[] {
  const [a, b] = [new Set(found), new Set(wanted)];
  const more = [...a].filter((each) => !b.has(each));
  const less = [...b].filter((each) => !a.has(each));
  return [
    ...(more.length > 0 ? [`${what}: ${more.length} that should not be there, such as ${more[0]}`] : []),
    ...(less.length > 0 ? [`${what}: ${less.length} missing, such as ${less[0]}`] : []),
  ];
}

export function same(what: string, found: unknown, wanted: unknown): string[] {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  return a === b ? [] : [`${what}: ${a} instead of ${b}`];
}

export const theMemory: Expect = (answer, id, sight, { now }) => {
  const memory = (answer.data.memory ?? {}) as Fields;
  const touching = sight.relationships.filter(
    (edge) => (edge.from_memory_id === id || edge.to_memory_id === id) && holdsAt(edge, now),
  );
  return [
    ...same('memory', memory.id, id),
    ...sameSet(
      'relationships',
      idsIn(answer, 'relationships'),
      touching.map((edge) => edge.id),
    ),
  ];
};

export const itsNeighbours: Expect = (answer, id, sight, { now }) => {
  const near = within(sight, id, 2, now);
  return near.length > PAGE ? [] : sameSet('neighbours', idsIn(answer, 'results'), near);
};

/** Of what is around, what holds the word that is asked for. */
export const foundAround: Expect = (answer, id, sight, { now }) => {
  const holding = new Set(
    sight.memories.filter(({ content }) => content.includes('clock')).map((each) => each.id),
  );
  const near = new Set(within(sight, id, 2, now).filter((each) => holding.has(each)));
  const stray = idsIn(answer, 'results').filter((each) => !near.has(each));
  return [
    ...(near.size > PAGE ? [] : same('total around', answer.data.total, near.size)),
    ...stray.map((each) => `found ${each}, which is not around`),
  ];
};

export const itsPath: Expect = (answer, id, sight, { own, now }) => {
  const steps = stepsFrom(sight, own, now).get(id);
  const found = steps !== undefined && steps <= 5;
  return [
    ...same('path found', answer.data.found, found),
    ...(found ? same('steps', answer.data.length, steps) : []),
  ];
};

export const itsVersions: Expect = (answer, id, sight) => {
  const memory = sight.memories.find((each) => each.id === id);
  const former = sight.versions.filter((each) => each.memory.id === id);
  const wanted = [...former.map((each) => each.memory.version).toSorted((a, b) => a - b), memory?.version];
  return same(
    'versions',
    listIn(answer, 'versions').map(({ version }) => version),
    wanted,
  );
};

export const itsEdgeVersions: Expect = (answer, id, sight) => {
  const present = sight.relationships.find((each) => each.id === id);
  const former = sight.relationshipVersions.filter((each) => each.relationship.id === id);
  const wanted = [...former.map((each) => each.relationship.version), present?.version];
  return same(
    'versions',
    listIn(answer, 'versions').map(({ version }) => version),
    wanted,
  );
};

/** Memories at most so many steps away, the start left out. */
function within(sight: Sight, start: string, depth: number, now: string): string[] {
  return [...stepsFrom(sight, start, now)].flatMap(([id, steps]) =>
    steps > 0 && steps <= depth ? [id] : [],
  );
}
