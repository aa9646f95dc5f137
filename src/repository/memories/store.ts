import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Change, Precondition } from '../../domain/change-set.js';
import type { Memory } from '../../domain/memory.js';
import type { NewMemory, StoreOutcome } from '../../domain/new-memory.js';
import type { SearchDocument } from '../../domain/search-document.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { documentOf } from '../../search/analysis.js';
import { commitDraft, type Draft, whenOvertaken } from '../commit.js';
import { contentHash } from '../content-hash.js';
import type { RepositoryContext } from '../context.js';
import { notFound } from '../failures.js';
import { besideProject, stampProject } from '../projects/stamp.js';
import type { WorkControl } from '../repositories.js';
import { guardSecrets, maskedNotes } from '../secrets/guard.js';
import { stampVisibility } from '../tenancy/stamp.js';
import { answerRecord, earlierAnswer, type Idempotency } from './idempotency.js';
import { draftLinks, type Linked, withoutKnownLinks } from './links.js';
import { nearDuplicates } from './near-duplicates.js';
import { newRecord } from './new-record.js';

/** Stores all or none; see `MemoryRepository.store`. */
export async function storeMemories(
  context: RepositoryContext,
  inputs: readonly NewMemory[],
  options: { readonly idempotency?: Idempotency } & WorkControl,
): Promise<StoreOutcome[]> {
  return commitDraft(context, async (at) => {
    const answered = await earlierAnswer(context, options.idempotency, at);
    return answered === null ? draftStore(context, inputs, options, at) : nothingToWrite(answered);
  });
}

async function draftStore(
  context: RepositoryContext,
  inputs: readonly NewMemory[],
  options: { readonly idempotency?: Idempotency } & WorkControl,
  at: string,
): Promise<Draft<StoreOutcome[]>> {
  const preconditions: Precondition[] = [];
  const outcomes: StoreOutcome[] = [];
  const stored: (Linked & { readonly hash: string; readonly document: SearchDocument })[] = [];
  // Equal memories that are there already: what is new about them is their links.
  const linked: Linked[] = [];
  const idsByHash = new Map<string, string>();
  const aliases = await context.backend.projectAliases(context.scope);
  for (const [done, given] of inputs.entries()) {
    await pause(options, done, inputs.length);
    const { fields: input, masked } = guardSecrets(given, context.secrets ?? 'mask');
    const tenancy = stampVisibility(context.scope, input, stampProject(context, input, aliases));
    const memory = newRecord(
      { ...input, context: tenancy.context },
      {
        id: context.ids.next(),
        at,
        user_id: context.scope.user_id,
        source: sourceOf(context, input),
      },
    );
    const hash = contentHash(memory);
    const likeness = likenessOf(context, memory, hash);
    const form = JSON.stringify(likeness);
    const equal =
      input.on_duplicate === 'store'
        ? null
        : (idsByHash.get(form) ?? (await context.backend.findDuplicate(context.scope, { ...likeness, at })));
    if (equal !== null) {
      const existing = stored.find(({ memory: own }) => own.id === equal)?.memory;
      const kept = existing ?? (await readOne(context, equal));
      outcomes.push({ ...duplicateOutcome(kept), ...shownTo(kept), ...maskedNotes(masked) });
      const links = await withoutKnownLinks(context, kept, input);
      linked.push({ memory: kept, input: links, isNew: existing !== undefined });
      continue;
    }
    if (input.on_duplicate !== 'store') preconditions.push({ kind: 'no_duplicate', ...likeness });
    idsByHash.set(form, memory.id);
    const document = documentOf(memory);
    stored.push({ memory, input, isNew: true, hash, document });
    const near_duplicates = await nearDuplicates(context, document, at, {
      projects: besideProject(memory.context.project_id, aliases),
      superseded: input.supersedes,
    });
    outcomes.push({
      id: memory.id,
      version: 1,
      created: true,
      near_duplicates,
      ...shownTo(memory),
      ...(tenancy.notes.length === 0 ? {} : { notes: tenancy.notes }),
      ...maskedNotes(masked),
    });
  }
  const links = await draftLinks(context, [...stored, ...linked], at);
  const memories = stored.map(({ memory, hash, document }): Change => {
    const valid_until = links.closedNew.get(memory.id);
    const kept = valid_until === undefined ? memory : { ...memory, valid_until };
    return { kind: 'put_memory', memory: kept, former: null, document, content_hash: hash };
  });
  const changes = [...memories, ...links.changes];
  preconditions.push(...links.preconditions);
  if (options.idempotency !== undefined && changes.length > 0) {
    const { tool, key } = options.idempotency;
    preconditions.push({ kind: 'idempotency_free', tool, key });
    changes.push({ kind: 'put_idempotency', record: answerRecord(options.idempotency, outcomes, at) });
  }
  options.onProgress?.(inputs.length, inputs.length);
  return { preconditions, changes, answer: outcomes, mayRetry: whenOvertaken };
}

/** Lets other requests run, and stops where the caller gave up. */
async function pause(options: WorkControl, done: number, total: number): Promise<void> {
  if (total === 1) return;
  options.onProgress?.(done, total);
  await nextTurn();
  if (options.signal?.aborted === true)
    throw new MemoryGraphError('cancelled', 'Cancelled; nothing was written.');
}

function sourceOf(context: RepositoryContext, input: NewMemory): RepositoryContext['source'] {
  const session_id = input.context?.session_id;
  return session_id === undefined ? context.source : { ...context.source, session_id };
}

/** What makes another memory of the caller's an equal one: the same text for the same readers. */
function likenessOf({ scope }: RepositoryContext, { context }: Memory, content_hash: string) {
  const likeness = { content_hash, created_by: scope.user_id, visibility: context.visibility ?? null };
  return scope.access === null ? likeness : { ...likeness, team_id: context.team_id ?? null };
}

function shownTo({ context }: Memory): Pick<StoreOutcome, 'visibility' | 'team_id'> {
  const { visibility, team_id } = context;
  return {
    ...(visibility === undefined ? {} : { visibility }),
    ...(team_id === undefined ? {} : { team_id }),
  };
}

function duplicateOutcome({ id, version }: Memory): StoreOutcome {
  return { id, version, created: false, duplicate_of: id, near_duplicates: [] };
}

async function readOne(context: RepositoryContext, id: string): Promise<Memory> {
  const [memory] = await context.backend.findMemories(context.scope, [id]);
  if (memory === undefined) throw notFound('memory', id);
  return memory;
}

function nothingToWrite(answer: StoreOutcome[]): Draft<StoreOutcome[]> {
  return { preconditions: [], changes: [], answer };
}
