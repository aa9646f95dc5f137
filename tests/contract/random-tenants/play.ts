import { deepStrictEqual } from 'node:assert';
import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { ChangeSet } from '../../../src/domain/change-set.js';
import { operatorScope } from '../../../src/policy/access-scope.js';
import { hours, T0 } from '../records.js';
import { allowedTo, canariesIn, mustHoldOnly, truthOf } from './canaries.js';
import { changesOf, eventOf, HASHES, type Moment } from './changes.js';
import { ACTORS, type Actor, scopeOfActor, TENANTS } from './people.js';
import { type Answer, ask, everything, type Known } from './reads.js';
import { MEMORY_IDS, RELATIONSHIP_IDS, type Step } from './steps.js';

/** What a sequence came to: how much was compared, and how much there was to leak. */
export interface Tally {
  operations: number;
  committed: number;
  refused: number;
  /** Words that readers were shown, and words that were there and that they might not see, summed over reads. */
  shown: number;
  hidden: number;
}

export function emptyTally(): Tally {
  return { operations: 0, committed: 0, refused: 0, shown: 0, hidden: 0 };
}

/**
 * Plays one sequence on two stores with tenants side by side.
 * @throws where the second answers anything else than the first, or where any answer holds what its reader may not see.
 */
export async function play(
  expected: MultiTenantBackend,
  actual: MultiTenantBackend,
  steps: readonly Step[],
  tally: Tally,
): Promise<void> {
  for (const tenant of TENANTS)
    for (const backend of [expected, actual]) await backend.tenants.add(tenant, T0);
  const last = new Map<string, ChangeSet>();
  /** Words in the kept answers of each person. */
  const answers = new Map<string, Set<string>>();
  const words: string[] = [];

  for (const [place, { actor, deed }] of steps.entries()) {
    const what = `step ${place}: ${actor.tenant} ${actor.name} ${JSON.stringify(deed)}`;
    // Two steps share a moment, so that equal times occur.
    const at = hours(Math.floor(place / 2));
    const scope = scopeOfActor(actor, await expected.projectGrants(operatorScope('owner', actor.tenant)));
    const moment: Moment = {
      backend: expected,
      actor,
      scope,
      at,
      number: place + 1,
      last: last.get(actor.tenant) ?? null,
    };
    tally.operations += 1;
    const changes = await changesOf(deed, moment);
    if (changes !== null) {
      const outcome = await expected.commit(scope, changes);
      deepStrictEqual(await actual.commit(scope, changes), outcome, `outcome of ${what}`);
      tally[outcome.committed ? 'committed' : 'refused'] += 1;
      if (!outcome.committed) continue;
      last.set(actor.tenant, changes);
      words.push(...canariesIn(changes.changes));
      if (deed.kind === 'answer') keepWords(answers, actor, changes);
    } else if (deed.kind === 'use') {
      const uses = deed.ids.map((id) => ({ id, times: deed.times, at }));
      for (const backend of [expected, actual]) await backend.addUse(scope, uses);
    } else if (deed.kind === 'note') {
      for (const backend of [expected, actual]) await backend.audit(scope).append([eventOf(moment)]);
    } else if (deed.kind === 'suspend' || deed.kind === 'add') {
      const told = await registered(expected, actor.tenant, deed.kind, place);
      deepStrictEqual(await registered(actual, actor.tenant, deed.kind, place), told, what);
    } else if (deed.kind === 'read') {
      const known = { memoryIds: MEMORY_IDS, relationshipIds: RELATIONSHIP_IDS, words, contents: HASHES, at };
      await compare(actor, what, (backend) => ask(backend, scope, deed.read, known));
    }
  }

  const known: Known = {
    memoryIds: MEMORY_IDS,
    relationshipIds: RELATIONSHIP_IDS,
    words,
    contents: HASHES,
    at: hours(99),
  };
  for (const actor of ACTORS) {
    const scope = scopeOfActor(actor, await expected.projectGrants(operatorScope('owner', actor.tenant)));
    await compare(actor, `the end: ${actor.tenant} ${actor.name}`, async (backend) => ({
      own: [
        await everything(backend, scope),
        await ask(backend, scope, { kind: 'words', filter: {}, limit: 1 }, known).then(({ own }) => own),
        await ask(backend, scope, { kind: 'mine', filter: {}, limit: 1 }, known).then(({ own }) => own),
      ],
      ofTenant: [(await backend.verify(scope)).faults, await backend.audit(scope).head()],
    }));
  }

  /** Both must answer alike, and the answer must hold nothing that the actor may not see. */
  async function compare(
    actor: Actor,
    what: string,
    asked: (backend: MultiTenantBackend) => Promise<Answer>,
  ): Promise<void> {
    const answer = await asked(expected);
    deepStrictEqual(await asked(actual), answer, `answer to ${what}`);
    const truth = await truthOf(expected, actor.tenant);
    const grants = await expected.projectGrants(operatorScope('owner', actor.tenant));
    const allowed = allowedTo(actor, truth, grants);
    const own = answers.get(nameOf(actor)) ?? new Set<string>();
    tally.shown += mustHoldOnly(answer, actor, allowed, own);
    tally.hidden += canariesIn([...truth.memories.values()]).size - allowed.canaries.size > 0 ? 1 : 0;
  }
}

const nameOf = ({ tenant, name }: Actor) => `${tenant} ${name}`;

function keepWords(answers: Map<string, Set<string>>, actor: Actor, changes: ChangeSet): void {
  const own = answers.get(nameOf(actor)) ?? new Set<string>();
  for (const word of canariesIn(changes.changes)) own.add(word);
  answers.set(nameOf(actor), own);
}

async function registered(
  { tenants }: MultiTenantBackend,
  tenant: string,
  deed: 'suspend' | 'add',
  place: number,
): Promise<unknown> {
  const { key: _key, ...told } =
    (deed === 'add'
      ? await tenants.add(tenant, hours(place))
      : await tenants.setStatus(tenant, place % 2 === 0 ? 'suspended' : 'active')) ?? {};
  return told;
}
