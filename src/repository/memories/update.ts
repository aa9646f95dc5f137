import { isDeepStrictEqual } from 'node:util';
import type { Memory } from '../../domain/memory.js';
import type { MemoryContext } from '../../domain/memory-context.js';
import type { MemoryPatch, UpdateOutcome } from '../../domain/new-memory.js';
import { sixDecimals } from '../../domain/numbers.js';
import { normalName } from '../../domain/text.js';
import { isTitleFromContent, titleFromContent } from '../../domain/title.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { commitDraft, whenOvertaken } from '../commit.js';
import type { RepositoryContext } from '../context.js';
import { notFound, staleVersion, timesInWrongOrder } from '../failures.js';
import { projectId } from '../projects/choose.js';
import { guardSecrets, maskedNotes } from '../secrets/guard.js';
import { nextVersion } from './closing.js';
import { flagged, normalTags } from './new-record.js';

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
  const updated = await change(context, id, expected_version, (memory) => patched(memory, patch));
  return { ...updated, ...maskedNotes(masked) };
}

/** Leaves a tombstone, which nothing but `undelete` finds again. */
export async function removeMemory(
  context: RepositoryContext,
  id: string,
  expected_version?: number,
): Promise<{ id: string; version: number }> {
  return change(context, id, expected_version, (_memory, at) => ({ deleted_at: at }));
}

async function change(
  context: RepositoryContext,
  id: string,
  expected_version: number | undefined,
  changed: (memory: Memory, at: string) => Partial<Memory>,
): Promise<{ id: string; version: number }> {
  return commitDraft(context, async (at) => {
    const [memory] = await context.backend.findMemories(context.scope, [id]);
    if (memory === undefined) throw notFound('memory', id);
    if (expected_version !== undefined && expected_version !== memory.version) {
      throw staleVersion('memory', id, memory.version);
    }
    const fields = changed(memory, at);
    if (isDeepStrictEqual({ ...memory, ...fields }, memory)) {
      return { preconditions: [], changes: [], answer: { id, version: memory.version } };
    }
    const next = nextVersion(memory, fields, { at, user_id: context.scope.user_id });
    return {
      preconditions: [next.precondition],
      changes: [next.change],
      answer: { id, version: next.memory.version },
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
  const summary = patch.summary === undefined ? memory.summary : patch.summary;
  return {
    type: patch.type ?? memory.type,
    title,
    content,
    summary,
    tags: tagsAfter(memory, patch),
    importance: sixDecimals(patch.importance ?? memory.importance),
    confidence: sixDecimals(patch.confidence ?? memory.confidence),
    effectiveness: effectivenessAfter(memory, patch),
    valid_from,
    valid_until,
    context: patch.context === undefined ? memory.context : contextAfter(memory.context, patch.context),
    source: flagged(memory.source, [title, content, summary ?? '']),
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
  if (typeof merged.project_id === 'string') merged.project_id = projectId(merged.project_id);
  return Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== null && value !== undefined),
  ) as MemoryContext;
}
