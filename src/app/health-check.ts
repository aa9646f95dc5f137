import { randomBytes } from 'node:crypto';
import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';
import type { Change, Precondition } from '../domain/change-set.js';
import type { Memory } from '../domain/memory.js';
import { asMemoryGraphError, MemoryGraphError } from '../errors/memory-graph-error.js';
import { contentHash } from '../repository/content-hash.js';
import { createRepositories } from '../repository/create-repositories.js';
import { nextVersion } from '../repository/memories/closing.js';
import { newRecord } from '../repository/memories/new-record.js';
import { createUseRecorder } from '../repository/use-recorder.js';
import { documentOf } from '../search/analysis.js';
import { systemClock } from './clock.js';
import { uuidGenerator } from './ids.js';

/** One memory serves every check, so that a store checked each minute does not fill with tombstones. */
const PROBE_ID = 'memorygraph-health-check';
const ATTEMPTS = 5;

/** One step of a check. */
export interface HealthStep {
  readonly step: 'open' | 'write' | 'read' | 'search' | 'delete';
  readonly ok: boolean;
  readonly duration_ms: number;
  readonly error?: MemoryGraphError;
}

/** The scopes a check works under: as one who stores, and as one who sees the tombstone of the last check. */
export interface HealthScopes {
  readonly principal: AccessScope;
  readonly operator: AccessScope;
}

/** Writes, reads, finds and deletes a memory. Steps after a failed one are left out, save the deletion. */
export async function checkHealth(backend: Backend, scopes: HealthScopes): Promise<HealthStep[]> {
  const steps: HealthStep[] = [];
  const run = async (step: HealthStep['step'], work: () => Promise<void>): Promise<boolean> => {
    const result = await timedStep(step, work);
    steps.push(result);
    return result.ok;
  };
  const word = randomWord();
  if (!(await run('write', () => writeProbe(backend, scopes, word)))) return steps;
  if (await run('read', () => readProbe(backend, scopes.principal, word))) {
    await run('search', () => searchProbe(backend, scopes.principal, word));
  }
  await run('delete', () => deleteProbe(backend, scopes));
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

async function writeProbe(backend: Backend, scopes: HealthScopes, word: string): Promise<void> {
  await commitNext(backend, scopes, (former, at) => {
    const { user_id } = scopes.principal;
    const probe = newRecord(
      {
        type: 'general',
        title: 'Health check',
        content: `Health check of memorygraph: ${word}`,
        importance: 0,
      },
      { id: PROBE_ID, at, user_id, source: { kind: 'user', client: 'memorygraph health' } },
    );
    if (former !== null) {
      const { content, created_by, valid_from, source } = probe;
      return nextVersion(
        former,
        { content, created_by, valid_from, source, deleted_at: null },
        { at, user_id },
      );
    }
    const put = { memory: probe, former, document: documentOf(probe), content_hash: contentHash(probe) };
    return { change: { kind: 'put_memory', ...put }, precondition: { kind: 'memory_absent', id: PROBE_ID } };
  });
}

async function deleteProbe(backend: Backend, scopes: HealthScopes): Promise<void> {
  const { user_id } = scopes.principal;
  await commitNext(backend, scopes, (former, at) =>
    former === null || former.deleted_at !== null
      ? null
      : nextVersion(former, { deleted_at: at }, { at, user_id }),
  );
}

/** Commits what follows the probe's present state, again where another check was faster. */
async function commitNext(
  backend: Backend,
  scopes: HealthScopes,
  build: (former: Memory | null, at: string) => { change: Change; precondition: Precondition } | null,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const at = systemClock.now();
    const former = (await backend.findMemories(scopes.operator, [PROBE_ID]))[0] ?? null;
    const draft = build(former, at);
    if (draft === null) return;
    const precondition: Precondition =
      former === null || former.deleted_at === null
        ? draft.precondition
        : { kind: 'tombstone_is', id: PROBE_ID, version: former.version };
    const outcome = await backend.commit(scopes.principal, {
      id: uuidGenerator.next(),
      at,
      preconditions: [precondition],
      changes: [draft.change],
    });
    if (outcome.committed) return;
  }
  throw new MemoryGraphError('busy', 'Another health check is at work on this store.');
}

async function readProbe(backend: Backend, scope: AccessScope, word: string): Promise<void> {
  const [found] = await backend.findMemories(scope, [PROBE_ID]);
  if (found?.content.endsWith(word) !== true) throw lost('read back');
}

async function searchProbe(backend: Backend, scope: AccessScope, word: string): Promise<void> {
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
  if (answer.results[0]?.id !== PROBE_ID) throw lost('found by search');
}

function lost(how: string): MemoryGraphError {
  return new MemoryGraphError('internal', `What was written could not be ${how}.`);
}

/** Letters only: one word for every analyser. */
function randomWord(): string {
  return `q${[...randomBytes(16)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')}`;
}
