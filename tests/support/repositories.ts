import { openReferenceBackend } from '../../backends/reference/index.js';
import { localPrincipal } from '../../src/auth/local.js';
import type { Backend } from '../../src/contracts/backend.js';
import { addMilliseconds } from '../../src/domain/time.js';
import { scopeFor } from '../../src/policy/access-scope.js';
import type { RepositoryContext } from '../../src/repository/context.js';
import { createRepositories } from '../../src/repository/create-repositories.js';
import type { Repositories } from '../../src/repository/repositories.js';
import { createUseRecorder } from '../../src/repository/use-recorder.js';

/** Repositories over a real backend with a clock that the test moves and ids that count up. */
export interface Workshop {
  readonly repositories: Repositories;
  readonly backend: Backend;
  readonly context: RepositoryContext;
  now(): string;
  /** Moves the clock; every call of the repositories sees the new time. */
  pass(ms: number): void;
  flush(): Promise<void>;
}

export async function openWorkshop(
  options: { readonly backend?: Backend; readonly allowCycles?: boolean; readonly start?: string } = {},
): Promise<Workshop> {
  const backend = options.backend ?? (await openReferenceBackend());
  let time = options.start ?? '2026-01-01T00:00:00.000Z';
  let made = 0;
  const useRecorder = createUseRecorder(backend);
  const context: RepositoryContext = {
    backend,
    scope: scopeFor(localPrincipal('tester')),
    clock: { now: () => time },
    ids: { next: () => `id-${String(++made).padStart(6, '0')}` },
    source: { kind: 'assistant', client: 'test 1' },
    useRecorder,
    allowCycles: options.allowCycles ?? false,
  };
  return {
    repositories: createRepositories(context),
    backend,
    context,
    now: () => time,
    pass(ms) {
      time = addMilliseconds(time, ms);
    },
    flush: () => useRecorder.flush(),
  };
}
