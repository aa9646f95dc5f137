import { isDeepStrictEqual } from 'node:util';
import type { CommitOutcome, Precondition } from '../../domain/change-set.js';
import { commitAudited } from '../commit.js';
import { refusal } from '../failures.js';
import { isErased } from './erased.js';
import {
  type OwnerContext,
  type OwnerControl,
  requireOperator,
  stopWhereCancelled,
} from './owner-context.js';
import { memoriesChangedSince, relationshipsChangedSince } from './undo-pages.js';
import {
  memoryItem,
  memoryStep,
  relationshipItem,
  relationshipStep,
  type UndoItem,
  type UndoneHow,
  type UndoStep,
} from './undo-steps.js';
import { judge, sameMemory, sameRelationship, type UndoSpan, type Verdict } from './undo-verdict.js';

/** Whose work since when is taken back; a dry run writes nothing. */
export interface UndoRequest extends UndoSpan {
  readonly dry_run: boolean;
}

/** What was taken back, or would be, and what was left because others had changed it since. */
export interface UndoReport {
  readonly undone: readonly (UndoItem & { readonly how: UndoneHow })[];
  readonly conflicts: readonly (UndoItem & { readonly reason: string })[];
}

/** Records in one change set: each is written whole, and a repeated undo goes on behind the last one. */
const AT_ONCE = 50;

/**
 * Takes back what one user wrote in a span of recorded time. What they created becomes a tombstone or a
 * relationship that never held; what they changed, closed or deleted is again what it was before their first change
 * in the span, as a new version. What others changed since is left, and reported.
 * Closings come first, so that what comes back meets no equal of its own. Doing it twice changes nothing.
 * Throws `cancelled` between two change sets, `forbidden`.
 */
export async function undoWork(
  context: OwnerContext,
  request: UndoRequest,
  control: OwnerControl = {},
): Promise<UndoReport> {
  requireOperator(context);
  const run: Run = { context, request, control, undone: [], conflicts: new Map() };
  await undoRelationships(run, 'created');
  await undoMemories(run, 'created');
  await undoMemories(run, 'changed');
  await undoRelationships(run, 'changed');
  return { undone: run.undone, conflicts: [...run.conflicts.values()] };
}

/** One undo, and what it has come to so far. */
interface Run {
  readonly context: OwnerContext;
  readonly request: UndoRequest;
  readonly control: OwnerControl;
  readonly undone: UndoReport['undone'][number][];
  /** By kind and id: a record is met in two of the rounds. */
  readonly conflicts: Map<string, UndoReport['conflicts'][number]>;
}

async function undoMemories(run: Run, which: 'created' | 'changed'): Promise<void> {
  const { context, request } = run;
  for await (const page of memoriesChangedSince(context, request.since)) {
    const at = context.clock.now();
    const steps: UndoStep[] = [];
    for (const present of page) {
      const former = await context.backend.memoryHistory(context.scope, present.id);
      const versions = [...former.map(({ memory }) => memory), present];
      const before = stateBefore(run, judge(versions, request, sameMemory), which, memoryItem(present));
      if (before === undefined) continue;
      if (before !== null && isErased(before)) leave(run, memoryItem(present), 'its former text was purged');
      else steps.push(await memoryStep(context, present, before, at));
    }
    await apply(run, steps, at);
  }
}

async function undoRelationships(run: Run, which: 'created' | 'changed'): Promise<void> {
  const { context, request } = run;
  for await (const page of relationshipsChangedSince(context, request.since)) {
    const at = context.clock.now();
    const steps: UndoStep[] = [];
    for (const present of page) {
      const former = await context.backend.relationshipHistory(context.scope, present.id);
      const versions = [...former.map(({ relationship }) => relationship), present];
      const verdict = judge(versions, request, sameRelationship);
      const before = stateBefore(run, verdict, which, relationshipItem(present));
      if (before !== undefined) steps.push(relationshipStep(context, present, before, at));
    }
    await apply(run, steps, at);
  }
}

/** The state to go back to, null for none; undefined where this round has nothing to do. Notes a conflict. */
function stateBefore<Kind>(
  run: Run,
  verdict: Verdict<Kind>,
  which: 'created' | 'changed',
  item: UndoItem,
): Kind | null | undefined {
  if (verdict.kind === 'conflict') leave(run, item, `${verdict.by} changed it at ${verdict.at}`);
  if (verdict.kind !== which) return undefined;
  return verdict.kind === 'changed' ? verdict.before : null;
}

async function apply(run: Run, steps: readonly UndoStep[], at: string): Promise<void> {
  for (let from = 0; from < steps.length; from += AT_ONCE) {
    stopWhereCancelled(run.control);
    const done = await commitSteps(run, steps.slice(from, from + AT_ONCE), at);
    run.undone.push(...done.map(({ item }) => item));
    run.control.onProgress?.(run.undone.length, null);
  }
}

/** Commits together what can be; a record that something stands in the way of is left out. */
async function commitSteps(run: Run, steps: readonly UndoStep[], at: string): Promise<readonly UndoStep[]> {
  if (run.request.dry_run) return steps;
  const { ids } = run.context;
  for (let rest = steps; rest.length > 0; ) {
    const outcome = await commitAudited(run.context, {
      id: ids.next(),
      at,
      preconditions: rest.flatMap((step) => step.preconditions),
      changes: rest.map((step) => step.change),
    });
    if (outcome.committed) return rest;
    const inTheWay = rest.find((step) => step.preconditions.some((each) => isFailed(each, outcome)));
    if (inTheWay === undefined) throw refusal(outcome);
    leave(run, inTheWay.item, reasonOf(outcome.failed));
    rest = rest.filter((step) => step !== inTheWay);
  }
  return [];
}

function leave(run: Run, { kind, id, title }: UndoItem, reason: string): void {
  run.conflicts.set(`${kind} ${id}`, { kind, id, title, reason });
}

function isFailed(condition: Precondition, outcome: Extract<CommitOutcome, { committed: false }>): boolean {
  return isDeepStrictEqual(condition, outcome.failed);
}

function reasonOf(failed: Precondition): string {
  if (failed.kind === 'acyclic') return `it would close a circle of ${failed.type} relationships`;
  if (failed.kind === 'no_equal_relationship') return 'an equal relationship is there by now';
  return 'somebody changed it in this moment';
}
