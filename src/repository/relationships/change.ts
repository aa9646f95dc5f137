import { sixDecimals } from '../../domain/numbers.js';
import type { Relationship } from '../../domain/relationship.js';
import { isClosedAt } from '../../domain/validity.js';
import { mayChangeRelationship } from '../../policy/record-rights.js';
import { commitDraft, whenOvertaken } from '../commit.js';
import type { RepositoryContext } from '../context.js';
import { alreadyClosed, forbidden, notFound, staleVersion, timesInWrongOrder } from '../failures.js';

const LEARNING_RATE = 0.1;

/** Ends a relationship's validity, now or at a given time. */
export async function invalidateRelationship(
  context: RepositoryContext,
  id: string,
  options: {
    readonly invalidated_by?: string;
    readonly valid_until?: string;
    readonly expected_version?: number;
  },
): Promise<Relationship> {
  const { invalidated_by, expected_version } = options;
  return change(context, id, expected_version, async (former, at) => {
    const valid_until = options.valid_until ?? laterOf(at, former.valid_from);
    if (options.valid_until !== undefined && valid_until <= former.valid_from) throw timesInWrongOrder();
    if (invalidated_by !== undefined) {
      const found = await context.backend.findMemories(context.scope, [invalidated_by]);
      if (found.length === 0) throw notFound('memory', invalidated_by);
    }
    return { valid_until, invalidated_by: invalidated_by ?? null };
  });
}

/**
 * Counts one more observation. Confidence moves a tenth of the way to 1 (for) or 0 (against); strength likewise,
 * or to the value given. `success_rate` is the share of observations that spoke for it.
 */
export async function reinforceRelationship(
  context: RepositoryContext,
  id: string,
  options: { readonly success: boolean; readonly strength?: number },
): Promise<Relationship> {
  return change(context, id, undefined, async (former, at) => {
    const evidence_count = former.evidence_count + (options.success ? 1 : 0);
    const counter_evidence_count = former.counter_evidence_count + (options.success ? 0 : 1);
    const goal = options.success ? 1 : 0;
    const moved = (value: number) => sixDecimals(value + (goal - value) * LEARNING_RATE);
    return {
      evidence_count,
      counter_evidence_count,
      validation_count: former.validation_count + 1,
      success_rate: sixDecimals(evidence_count / (evidence_count + counter_evidence_count)),
      confidence: moved(former.confidence),
      strength: options.strength === undefined ? moved(former.strength) : sixDecimals(options.strength),
      last_validated: at,
    };
  });
}

async function change(
  context: RepositoryContext,
  id: string,
  expected_version: number | undefined,
  changed: (former: Relationship, at: string) => Promise<Partial<Relationship>>,
): Promise<Relationship> {
  return commitDraft(context, async (at) => {
    const [former] = await context.backend.findRelationships(context.scope, { ids: [id], limit: 1 });
    if (former === undefined) throw notFound('relationship', id);
    await mustBeChangeable(context, former);
    if (expected_version !== undefined && expected_version !== former.version) {
      throw staleVersion('relationship', id, former.version);
    }
    if (former.valid_until !== null && isClosedAt(former, at))
      throw alreadyClosed('relationship', id, former.valid_until);
    const relationship: Relationship = {
      ...former,
      ...(await changed(former, at)),
      version: former.version + 1,
      updated_at: at,
      recorded_at: at,
      updated_by: context.scope.user_id,
    };
    return {
      preconditions: [{ kind: 'relationship_is', id, version: former.version }],
      changes: [{ kind: 'put_relationship', relationship, former }],
      answer: relationship,
      ...(expected_version === undefined ? { mayRetry: whenOvertaken } : {}),
    };
  });
}

async function mustBeChangeable({ backend, scope }: RepositoryContext, former: Relationship): Promise<void> {
  if (mayChangeRelationship(scope, former, [])) return;
  const ends = await backend.findMemories(scope, [former.from_memory_id, former.to_memory_id]);
  if (!mayChangeRelationship(scope, former, ends)) throw forbidden('change', 'relationship');
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
