import { randomBytes } from 'node:crypto';
import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';
import type { Change, Precondition } from '../domain/change-set.js';
import { asMemoryGraphError, MemoryGraphError } from '../errors/memory-graph-error.js';
import { contentHash } from '../repository/content-hash.js';
import { createRepositories } from '../repository/create-repositories.js';
import { newRecord } from '../repository/memories/new-record.js';
import { createUseRecorder } from '../repository/use-recorder.js';
import { documentOf } from '../search/analysis.js';
import { systemClock } from './clock.js';
import { uuidGenerator } from './ids.js';

/** One step of a check. */
export interface HealthStep {
  readonly step: 'open' | 'write' | 'read' | 'search' | 'delete';
  readonly ok: boolean;
  readonly duration_ms: number;
  readonly error?: MemoryGraphError;
}

/**
 * Writes, reads, finds and erases a memory; nothing of it is left behind. Steps after a failed one are left out,
 * save the erasure.
 */
export async function checkHealth(backend: Backend, scope: AccessScope): Promise<HealthStep[]> {
  const steps: HealthStep[] = [];
  const run = async (step: HealthStep['step'], work: () => Promise<void>): Promise<boolean> => {
    const result = await timedStep(step, work);
    steps.push(result);
    return result.ok;
  };
  const word = randomWord();
  const id = uuidGenerator.next();
  if (!(await run('write', () => writeProbe(backend, scope, id, word)))) return steps;
  if (await run('read', () => readProbe(backend, scope, id, word))) {
    await run('search', () => searchProbe(backend, scope, id, word));
  }
  await run('delete', () => commit(backend, scope, { kind: 'purge_memory', id }, { kind: 'memory_is', id }));
  return steps;
}

/** Runs one step and takes its time; a failure is part of the answer. */
export async function timedStep(step: HealthStep['step'], work: () => Promise<void>): Promise<HealthStep> {
  const started = performance.now();
  const elapsed = (): number => Math.round((performance.now() - started) * 100) / 100;
  try {
    await work();
    return { step, ok: true, duration_ms: elapsed() };
  } catch (thrown) {
    return { step, ok: false, duration_ms: elapsed(), error: asMemoryGraphError(thrown) };
  }
}

async function writeProbe(backend: Backend, scope: AccessScope, id: string, word: string): Promise<void> {
  const memory = newRecord(
    {
      type: 'general',
      title: 'Health check',
      content: `Health check of memorygraph: ${word}`,
      importance: 0,
    },
    {
      id,
      at: systemClock.now(),
      user_id: scope.user_id,
      source: { kind: 'user', client: 'memorygraph health' },
    },
  );
  const put = { memory, former: null, document: documentOf(memory), content_hash: contentHash(memory) };
  await commit(backend, scope, { kind: 'put_memory', ...put }, { kind: 'memory_absent', id });
}

async function commit(
  backend: Backend,
  scope: AccessScope,
  change: Change,
  precondition: Precondition,
): Promise<void> {
  const outcome = await backend.commit(scope, {
    id: uuidGenerator.next(),
    at: systemClock.now(),
    preconditions: [precondition],
    changes: [change],
  });
  if (!outcome.committed) throw lost('written');
}

async function readProbe(backend: Backend, scope: AccessScope, id: string, word: string): Promise<void> {
  const [found] = await backend.findMemories(scope, [id]);
  if (found?.content.endsWith(word) !== true) throw lost('read back');
}

async function searchProbe(backend: Backend, scope: AccessScope, id: string, word: string): Promise<void> {
  const { search } = createRepositories({
    backend,
    scope,
    clock: systemClock,
    ids: uuidGenerator,
    source: { kind: 'user' },
    useRecorder: createUseRecorder(backend),
    allowCycles: false,
  });
  const answer = await search.search({
    query: word,
    tolerance: 'normal',
    match_mode: 'any',
    filter: {},
    limit: 1,
    offset: 0,
    detail: 'ids',
    max_tokens: 500,
    asked_by: 'health',
  });
  if (answer.results[0]?.id !== id) throw lost('found by search');
}

function lost(how: string): MemoryGraphError {
  return new MemoryGraphError('internal', `What was written could not be ${how}.`);
}

/** Letters only: one word for every analyser. */
function randomWord(): string {
  return `q${[...randomBytes(16)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')}`;
}
