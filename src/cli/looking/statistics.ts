import { stat } from 'node:fs/promises';
import type { StoreCounts } from '../../contracts/reports.js';
import type { MemoryUse } from '../../domain/memory.js';
import { isValidAt } from '../../domain/validity.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CommandContext } from '../command.js';
import type { OpenedRepositories } from '../open-repositories.js';

/** What is stored, in numbers; of what is true now unless a name says otherwise. */
export interface Statistics extends StoreCounts {
  /** By month of storing, `2026-05` in UTC, oldest first. */
  readonly memories_by_month: Readonly<Record<string, number>>;
  /** Of titles, contents and summaries together; UTF-16 code units. */
  readonly characters: { readonly total: number; readonly average: number; readonly longest: number };
  readonly most_used: readonly (MemoryUse & { readonly title: string; readonly type: string })[];
  /** With tenants the size is left out: it would tell how much there is that the person may not see. */
  readonly store: { readonly path: string; readonly bytes?: number; readonly tenant_id?: string };
}

const MOST_USED = 5;
const LOOK_EVERY = 1_000;
/** The database and what it keeps beside it. */
const FILES = ['', '-wal', '-shm'] as const;

/** Reads the whole store once. Throws `cancelled`. */
export async function readStatistics(
  opened: OpenedRepositories,
  path: string,
  control: Pick<CommandContext, 'signal' | 'progress'>,
): Promise<Statistics> {
  const counts = await opened.repositories.statistics.counts();
  const texts = await readTexts(opened, counts.memories + counts.closed_memories, control);
  return {
    ...counts,
    ...texts,
    most_used: await mostUsed(opened),
    store: await storeFacts(opened, path),
  };
}

async function storeFacts({ scope }: OpenedRepositories, path: string): Promise<Statistics['store']> {
  if (scope.access === null) return { path, bytes: await bytesOf(path) };
  return { path, tenant_id: scope.tenant_id };
}

async function readTexts(
  { backend, scope, now }: OpenedRepositories,
  expected: number,
  { signal, progress }: Pick<CommandContext, 'signal' | 'progress'>,
): Promise<Pick<Statistics, 'memories_by_month' | 'characters'>> {
  const at = now();
  const months = new Map<string, number>();
  let [read, count, total, longest] = [0, 0, 0, 0];
  for await (const memory of backend.streamMemories(scope)) {
    if (++read % LOOK_EVERY === 0) {
      progress.show('memories', read, Math.max(read, expected));
      if (signal.aborted) throw new MemoryGraphError('cancelled', 'Cancelled.');
    }
    if (!isValidAt(memory, at)) continue;
    const month = memory.created_at.slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + 1);
    const length = memory.title.length + memory.content.length + (memory.summary ?? '').length;
    count += 1;
    total += length;
    longest = Math.max(longest, length);
  }
  return {
    memories_by_month: Object.fromEntries([...months].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    characters: { total, average: count === 0 ? 0 : Math.round(total / count), longest },
  };
}

async function mostUsed({ backend, scope }: OpenedRepositories): Promise<Statistics['most_used']> {
  let best: MemoryUse[] = [];
  for await (const use of backend.streamUse(scope)) {
    if (best.length === MOST_USED && use.usage_count <= (best.at(-1)?.usage_count ?? 0)) continue;
    best = [...best, use].toSorted((a, b) => b.usage_count - a.usage_count).slice(0, MOST_USED);
  }
  const found = await backend.findMemories(
    scope,
    best.map(({ id }) => id),
  );
  const memories = new Map(found.map((memory) => [memory.id, memory]));
  return best.flatMap((use) => {
    const memory = memories.get(use.id);
    return memory === undefined ? [] : [{ ...use, title: memory.title, type: memory.type }];
  });
}

async function bytesOf(path: string): Promise<number> {
  const sizes = await Promise.all(
    FILES.map((ending) =>
      stat(`${path}${ending}`).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
