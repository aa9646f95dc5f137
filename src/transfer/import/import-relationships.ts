import type { Precondition } from '../../domain/change-set.js';
import { sixDecimals } from '../../domain/numbers.js';
import type { Relationship } from '../../domain/relationship.js';
import {
  type CanonicalEdge,
  canonicalEdge,
  isDirected,
  relationshipTypeFacts,
} from '../../domain/relationship-types.js';
import { isClosedAt } from '../../domain/validity.js';
import { commit, freeId, type ImportRun, possibleIds } from './import-run.js';
import type { ImportedRelationship } from './import-schemas.js';

/** A relationship of the file, its ends as they are called here. */
interface Incoming {
  readonly line: ImportedRelationship;
  readonly edge: CanonicalEdge;
  readonly from: string;
  readonly to: string;
  readonly live: boolean;
  readonly possible: readonly string[];
}

const ATTEMPTS = 5;

/**
 * Stores relationships between memories that this very run stored and that no cycle goes through: nothing here
 * can be equal to them or close a cycle with them, so a batch is one change set.
 */
export async function importNewRelationships(
  run: ImportRun,
  batch: readonly ImportedRelationship[],
): Promise<void> {
  const { relationships } = run;
  const incoming = await notHereYet(run, batch);
  const fresh = incoming.filter((each) => !isRepeated(run, each));
  relationships.duplicates += incoming.length - fresh.length;
  if (fresh.length === 0) return;
  const chosen = new Set<string>();
  const records = fresh.map((each) => {
    const id = freeId(run, each.possible, (taken) => chosen.has(taken));
    chosen.add(id);
    return recordOf(run, each, id);
  });
  const outcome = await commit(
    run,
    records.map((relationship) => ({ kind: 'put_relationship', relationship, former: null })),
    records.flatMap(basicPreconditions),
  );
  if (outcome.committed) relationships.created += records.length;
  else for (const each of fresh) await importOne(run, each);
}

/** Stores relationships one by one, each against what is here: equal ones, cycles. */
export async function importRelationships(
  run: ImportRun,
  batch: readonly ImportedRelationship[],
): Promise<void> {
  for (const each of await notHereYet(run, batch)) {
    if (isRepeated(run, each)) run.relationships.duplicates++;
    else await importOne(run, each);
  }
}

async function importOne(run: ImportRun, incoming: Incoming): Promise<void> {
  const { relationships } = run;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const relationship = recordOf(
      run,
      incoming,
      freeId(run, incoming.possible, () => false),
    );
    const outcome = await commit(
      run,
      [{ kind: 'put_relationship', relationship, former: null }],
      [...basicPreconditions(relationship), ...livePreconditions(run, incoming)],
    );
    if (outcome.committed) {
      relationships.created++;
      return;
    }
    const { failed } = outcome;
    if (failed.kind === 'no_equal_relationship') {
      relationships.duplicates++;
      return;
    }
    if (failed.kind !== 'relationship_absent') {
      return skip(run, failed.kind === 'acyclic' ? 'it would close a cycle' : 'one of its memories is gone');
    }
    run.taken.add(failed.id);
  }
  skip(run, 'no id was free');
}

/** Without those that an earlier import stored; counts them as duplicates. */
async function notHereYet(run: ImportRun, batch: readonly ImportedRelationship[]): Promise<Incoming[]> {
  const all = batch.map((line) => incomingOf(run, line));
  const ids = all.flatMap((each) => each.possible);
  const found = await run.backend.findRelationships(run.scope, { ids, limit: ids.length });
  const here = new Map(found.map((each) => [each.id, each]));
  const left: Incoming[] = [];
  for (const each of all) {
    if (each.from === each.to) skip(run, 'both of its memories are one and the same here');
    else if (each.possible.some((id) => hasEdge(here.get(id), each.edge))) run.relationships.duplicates++;
    else left.push({ ...each, possible: each.possible.filter((id) => !here.has(id)) });
  }
  return left;
}

function incomingOf(run: ImportRun, line: ImportedRelationship): Incoming {
  const from = run.idHere.get(line.from_memory_id) ?? line.from_memory_id;
  const to = run.idHere.get(line.to_memory_id) ?? line.to_memory_id;
  const edge = canonicalEdge(line.type, from, to);
  const valid_from = line.valid_from ?? run.at;
  const live = !isClosedAt({ valid_from, valid_until: line.valid_until ?? null }, run.at);
  const facts = JSON.stringify([edge, line.valid_from ?? null, line.valid_until ?? null]);
  return { line, edge, from, to, live, possible: possibleIds(run, 'relationship', line.id, facts) };
}

function hasEdge(here: Relationship | undefined, edge: CanonicalEdge): boolean {
  if (here === undefined) return false;
  const own = canonicalEdge(here.type, here.from_memory_id, here.to_memory_id);
  return own.type === edge.type && own.from === edge.from && own.to === edge.to;
}

/** True where this run stored an equal relationship already, a closed one of the same times; else it is noted. */
function isRepeated(run: ImportRun, { edge, live, line }: Incoming): boolean {
  const times = live ? '' : ` ${line.valid_from ?? ''} ${line.valid_until ?? ''}`;
  const key = `${edge.type} ${edge.from} ${edge.to}${times}`;
  if (run.edges.has(key)) return true;
  run.edges.add(key);
  return false;
}

function basicPreconditions(relationship: Relationship): Precondition[] {
  return [
    { kind: 'memory_is', id: relationship.from_memory_id },
    { kind: 'memory_is', id: relationship.to_memory_id },
    { kind: 'relationship_absent', id: relationship.id },
  ];
}

function livePreconditions(run: ImportRun, { line, from, to, live }: Incoming): Precondition[] {
  if (!live) return [];
  const edge = { type: line.type, from, to };
  const acyclic = !run.allowCycles && isDirected(line.type) ? [{ kind: 'acyclic', ...edge } as const] : [];
  return [{ kind: 'no_equal_relationship', ...edge }, ...acyclic];
}

function recordOf(run: ImportRun, { line, from, to }: Incoming, id: string): Relationship {
  const { at, scope } = run;
  const facts = relationshipTypeFacts(line.type);
  const { invalidated_by: by = null, valid_until = null } = line;
  const valid_from =
    line.valid_from ?? (line.created_at !== undefined && line.created_at < at ? line.created_at : at);
  return {
    id,
    from_memory_id: from,
    to_memory_id: to,
    type: line.type,
    strength: sixDecimals(line.strength ?? facts.strength),
    confidence: sixDecimals(line.confidence ?? facts.confidence),
    context: line.context ?? null,
    evidence_count: line.evidence_count ?? 0,
    success_rate: line.success_rate == null ? null : sixDecimals(line.success_rate),
    validation_count: line.validation_count ?? 0,
    counter_evidence_count: line.counter_evidence_count ?? 0,
    created_at: at,
    updated_at: at,
    last_validated: null,
    valid_from: valid_until !== null && valid_until < valid_from ? valid_until : valid_from,
    valid_until,
    recorded_at: at,
    invalidated_by: by === null ? null : (run.idHere.get(by) ?? (run.stored.has(by) ? by : null)),
    created_by: scope.user_id,
    updated_by: scope.user_id,
    version: 1,
  };
}

function skip(run: ImportRun, reason: string): void {
  const { skipped } = run.relationships;
  skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
}
