import { createHash } from 'node:crypto';
import type { Backend } from '../../src/contracts/backend.js';
import type { Change } from '../../src/domain/change-set.js';
import type { Memory } from '../../src/domain/memory.js';
import { changeOf } from '../../src/transfer/backup/record-change.js';
import type { PlanWish } from '../../src/transfer/tenancy/plan.js';
import { hours, memory, nextMemory, relationship } from '../contract/records.js';
import { SCOPES } from '../unit/transfer/tenancy/migrating.js';

const PROJECTS = [undefined, 'shop', 'blog', 'tools'] as const;

/** Three tenants: what is of no project and of projects not named goes to the first. */
export const KILL_PLAN: PlanWish = {
  tenant_id: 'acme',
  map: {
    projects: new Map([
      ['shop', { tenant: 'beta', team: 'sales' }],
      ['blog', { tenant: 'gamma' }],
    ]),
  },
};

/** Which tenant has the memory of a number by `KILL_PLAN`. */
export function tenantOf(at: number): string {
  return { shop: 'beta', blog: 'gamma' }[String(PROJECTS[at % PROJECTS.length])] ?? 'acme';
}

export const killId = (at: number): string => `m-${String(at).padStart(7, '0')}`;

/**
 * Fills a store with so many memories of four projects and two people, of which every third has a former version,
 * every seventh is deleted and every second was looked at; each is related to the one before and to the one four
 * before it, which is of the same project.
 * @param text what each says; default is a line of its own.
 */
export async function fillKillStore(
  backend: Backend,
  memories: number,
  text: (at: number) => string = (at) => `What number ${at} says, with words of its own`,
): Promise<void> {
  const BATCH = 500;
  for (let from = 0; from < memories; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, memories - from) }, (_, offset) => from + offset);
    const changes = numbers.flatMap((at) => changesOf(at, text(at)));
    const id = createHash('sha256').update(`fill ${from}`).digest('hex');
    await backend.commit(SCOPES(null), { id, at: hours(0), preconditions: [], changes });
  }
}

function changesOf(at: number, content: string): Change[] {
  const project_id = PROJECTS[at % PROJECTS.length];
  const context = { files_involved: [`src/${at}.ts`], ...(project_id === undefined ? {} : { project_id }) };
  const created_by = at % 2 === 0 ? 'ann' : 'ben';
  const first = memory({
    id: killId(at),
    created_at: hours(at % 100),
    content,
    context,
    created_by,
    tags: ['all'],
  });
  const changed = at % 3 === 0 ? nextMemory(first, hours(101), { title: `Changed ${at}` }) : first;
  const last = at % 7 === 0 ? nextMemory(changed, hours(102), { deleted_at: hours(102) }) : changed;
  return [
    changeOf({ kind: 'memory', record: last }),
    ...formerOf([first, changed], last),
    ...(at % 2 === 0 ? [use(at)] : []),
    ...[1, 4].filter((back) => at >= back).map((back) => edge(at, at - back)),
  ];
}

function formerOf(states: readonly Memory[], last: Memory): Change[] {
  return [...new Set(states)]
    .filter((state) => state !== last)
    .map((state) => ({ kind: 'put_memory_version', memory: state, superseded_at: hours(101) }));
}

function use(at: number): Change {
  return { kind: 'put_use', id: killId(at), usage_count: at % 9, last_accessed: hours(103) };
}

function edge(from: number, to: number): Change {
  const ends = { from_memory_id: killId(from), to_memory_id: killId(to) };
  const record = relationship({ id: `r-${from}-${to}`, ...ends, context: `why ${from} is near ${to}` });
  return changeOf({ kind: 'relationship', record });
}
