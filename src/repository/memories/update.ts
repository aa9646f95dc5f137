import { isDeepStrictEqual } from 'node:util';
import type { AccessScope } from '../../domain/access-scope.js';
import type { Memory } from '../../domain/memory.js';
import { type MemoryContext, SERVER_CONTEXT_FIELDS } from '../../domain/memory-context.js';
import type { MemoryPatch, UpdateOutcome } from '../../domain/new-memory.js';
import { sixDecimals } from '../../domain/numbers.js';
import { normalName } from '../../domain/text.js';
import { isTitleFromContent, titleFromContent } from '../../domain/title.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { mayDelete, mayEdit } from '../../policy/record-rights.js';
import { commitDraft, whenOvertaken } from '../commit.js';
import type { RepositoryContext } from '../context.js';
import { forbidden, notFound, staleVersion, timesInWrongOrder } from '../failures.js';
import { projectId } from '../projects/choose.js';
import { guardSecrets, maskedNotes } from '../secrets/guard.js';
import { type Stamped, stampVisibility } from '../tenancy/stamp.js';
import { nextVersion } from './closing.js';
import { flagged, normalTags } from './new-record.js';

const SERVER_FIELDS: ReadonlySet<string> = new Set(SERVER_CONTEXT_FIELDS);

/** Applies a patch; without `expected_version` it is applied to whatever version is there. */
export async function updateMemory(
  context: RepositoryContext,
  id: string,
  given: MemoryPatch,
  expected_version?: number,
): Promise<UpdateOutcome> {
  const { fields: patch, masked } = guardSecrets(given, context.secrets ?? 'mask');
  if (Object.values(patch).every((value) => value === undefined)) {
    throw new MemoryGraphError(
      'invalid_argument',
      'Nothing to change: give at least one field with its new value.',
    );
  }
  const { scope } = context;
  let notes: readonly string[] = [];
  const { version } = await changeMemory(context, id, expected_version, (memory) => {
    if (!mayEdit(scope, memory)) throw forbidden('change', 'memory');
    const fields = patched(memory, patch);
    const moved = afterMove(scope, memory, fields.context ?? memory.context);
    notes = moved.notes;
    return { ...fields, context: moved.context };
  });
  return { id, version, ...(notes.length === 0 ? {} : { notes }), ...maskedNotes(masked) };
}

/** Leaves a tombstone, which nothing but `undelete` finds again. */
export async function removeMemory(
  context: RepositoryContext,
  id: string,
  expected_version?: number,
): Promise<{ id: string; version: number }> {
  const { version } = await changeMemory(context, id, expected_version, (memory, at) => {
    if (!mayDelete(context.scope, memory)) throw forbidden('delete', 'memory');
    return { deleted_at: at };
  });
  return { id, version };
}

/** A memory that goes to a project not granted to who moves it is not shown there: a name grants nothing. */
function afterMove(scope: AccessScope, former: Memory, context: MemoryContext): Stamped {
  const moved = context.project_id !== former.context.project_id;
  if (!moved || context.visibility !== 'project') return { context, notes: [] };
  return stampVisibility(scope, { visibility: 'project' }, context);
}

/**
 * Makes the next version of a memory. `changed` sees the present one and refuses by throwing: after the memory was
 * found, before its version is compared. Throws `not_found`, `conflict`, and what `changed` throws.
 */
export async function changeMemory(
  context: RepositoryContext,
  id: string,
  expected_version: number | undefined,
  changed: (memory: Memory, at: string) => Partial<Memory>,
): Promise<{ memory: Memory; version: number }> {
  return commitDraft(context, async (at) => {
    const [memory] = await context.backend.findMemories(context.scope, [id]);
    if (memory === undefined) throw notFound('memory', id);
    const fields = changed(memory, at);
    if (expected_version !== undefined && expected_version !== memory.version) {
      throw staleVersion('memory', id, memory.version);
    }
    if (isDeepStrictEqual({ ...memory, ...fields }, memory)) {
      return { preconditions: [], changes: [], answer: { memory, version: memory.version } };
    }
    const next = nextVersion(memory, fields, { at, user_id: context.scope.user_id });
    return {
      preconditions: [next.precondition],
      changes: [next.change],
      answer: { memory: next.memory, version: next.memory.version },
      ...(expected_version === undefined ? { mayRetry: whenOvertaken } : {}),
    };
  });
}

function patched(memory: Memory, patch: MemoryPatch): Partial<Memory> {
  const content = patch.content ?? memory.content;
  const title = titleAfter(memory, patch, content);
  const valid_from = patch.valid_from ?? memory.valid_from;
  const valid_until = patch.valid_until === undefined ? memory.valid_until : patch.valid_until;
  const timesGiven = patch.valid_from !== undefined || patch.valid_until !== undefined;
  if (timesGiven && valid_until !== null && valid_until <= valid_from) throw timesInWrongOrder();
  const texts = {
    title,
    content,
    summary: patch.summary === undefined ? memory.summary : patch.summary,
    tags: tagsAfter(memory, patch),
    context: patch.context === undefined ? memory.context : contextAfter(memory.context, patch.context),
  };
  return {
    type: patch.type ?? memory.type,
    ...texts,
    importance: sixDecimals(patch.importance ?? memory.importance),
    confidence: sixDecimals(patch.confidence ?? memory.confidence),
    effectiveness: effectivenessAfter(memory, patch),
    valid_from,
    valid_until,
    source: flagged(memory.source, texts),
  };
}

/** A title made from the content follows the content; one that was given stays. */
function titleAfter(memory: Memory, patch: MemoryPatch, content: string): string {
  if (patch.title !== undefined && normalName(patch.title) !== '') return normalName(patch.title);
  return isTitleFromContent(memory.title, memory.content) ? titleFromContent(content) : memory.title;
}

function tagsAfter(memory: Memory, patch: MemoryPatch): readonly string[] {
  const base = patch.tags === undefined ? memory.tags : normalTags(patch.tags);
  const removed = new Set(normalTags(patch.remove_tags ?? []));
  return normalTags([...base, ...(patch.add_tags ?? [])]).filter((tag) => !removed.has(tag));
}

function effectivenessAfter(memory: Memory, patch: MemoryPatch): number | null {
  const value = patch.effectiveness === undefined ? memory.effectiveness : patch.effectiveness;
  return value === null ? null : sixDecimals(value);
}

function contextAfter(context: MemoryContext, patch: NonNullable<MemoryPatch['context']>): MemoryContext {
  const merged = { ...context, ...patch };
  // Tenancy is no text that an edit may change: `share_memory` is the way.
  for (const field of SERVER_CONTEXT_FIELDS) delete merged[field];
  if (typeof merged.project_id === 'string') merged.project_id = projectId(merged.project_id);
  const kept = Object.entries(merged).filter(([, value]) => value !== null && value !== undefined);
  return { ...(Object.fromEntries(kept) as MemoryContext), ...tenancyOf(context) };
}

function tenancyOf(context: MemoryContext): MemoryContext {
  const own = Object.entries(context).filter(([key]) => SERVER_FIELDS.has(key));
  return Object.fromEntries(own) as MemoryContext;
}
