import type { CommitOutcome, Precondition } from '../domain/change-set.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';

type Refusal = Extract<CommitOutcome, { committed: false }>;

/** The answer to an id that is not there, or not the caller's: the two are told alike. */
export function notFound(what: 'memory' | 'relationship', id: string): MemoryGraphError {
  return new MemoryGraphError(
    'not_found',
    `No ${what} with the id ${JSON.stringify(id)} was found. Search for it to get its present id.`,
    { details: { id } },
  );
}

/** What is visible may be named, and why it cannot be done may be said. */
export function forbidden(what: string, noun: 'memory' | 'relationship'): MemoryGraphError {
  return new MemoryGraphError(
    'forbidden',
    `You may see this ${noun} but not ${what} it; nothing was written. Its maker or an admin can.`,
  );
}

/** A stale `expected_version`. */
export function staleVersion(what: 'memory' | 'relationship', id: string, current: number): MemoryGraphError {
  return new MemoryGraphError(
    'conflict',
    `The ${what} was changed by someone else and is now at version ${current}; nothing was written. Read it again, then repeat the change.`,
    { details: { id, current_version: current } },
  );
}

export function selfRelationship(id: string): MemoryGraphError {
  return new MemoryGraphError(
    'self_relationship',
    'A memory cannot be related to itself. Give two different ids.',
    {
      details: { id },
    },
  );
}

export function alreadyClosed(
  what: 'memory' | 'relationship',
  id: string,
  valid_until: string,
): MemoryGraphError {
  return new MemoryGraphError(
    'already_closed',
    `The ${what} was closed already, at ${valid_until}; nothing was written.`,
    {
      details: { id, valid_until },
    },
  );
}

/** A closing time before the beginning. */
export function timesInWrongOrder(): MemoryGraphError {
  return new MemoryGraphError('invalid_argument', 'valid_until must be later than valid_from.', {
    details: { argument: 'valid_until' },
  });
}

/** Why a commit was refused, as the caller is told. */
export function refusal(outcome: Refusal): MemoryGraphError {
  const { failed } = outcome;
  switch (failed.kind) {
    case 'memory_is':
    case 'tombstone_is':
      return outcome.current_version === undefined
        ? notFound('memory', failed.id)
        : staleVersion('memory', failed.id, outcome.current_version);
    case 'relationship_is':
      return outcome.current_version === undefined
        ? notFound('relationship', failed.id)
        : staleVersion('relationship', failed.id, outcome.current_version);
    case 'no_equal_relationship':
      return new MemoryGraphError(
        'already_exists',
        `An equal relationship is there already${outcome.existing_id === undefined ? '' : ` (${outcome.existing_id})`}; nothing was written. Reinforce that one instead.`,
        { details: { existing_id: outcome.existing_id ?? null } },
      );
    case 'acyclic':
      return cycle(failed);
    case 'empty':
      return new MemoryGraphError(
        'not_empty',
        'The store holds memories already; restore into an empty one.',
      );
    default:
      return new MemoryGraphError(
        'conflict',
        'Something of the same kind was written at the same time; nothing was written. Repeat the call.',
      );
  }
}

function cycle(failed: Extract<Precondition, { kind: 'acyclic' }>): MemoryGraphError {
  return new MemoryGraphError(
    'cycle',
    `A ${failed.type} from ${failed.from} to ${failed.to} would close a circle of ${failed.type} relationships; nothing was written. Turn it round, use another type, or set MEMORY_ALLOW_CYCLES=true.`,
    { details: { type: failed.type, from: failed.from, to: failed.to } },
  );
}
