import type { Memory } from '../../domain/memory.js';
import type { Position } from '../../domain/page.js';
import type { Relationship } from '../../domain/relationship.js';
import type { OwnerContext } from './owner-context.js';

const PAGE = 200;

/**
 * Memories changed since a time, deleted ones too, newest change first. What is changed between two pages gets a
 * place before them and does not come again.
 */
export async function* memoriesChangedSince(context: OwnerContext, since: string): AsyncGenerator<Memory[]> {
  const filter = { valid_at: context.clock.now(), include_closed: true, updated_after: since };
  for (let after: Position | undefined; ; ) {
    const page = await context.backend.listMemories(context.scope, {
      filter,
      order: 'updated_at',
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    yield page;
    after = lastPlace(page);
    if (after === undefined) return;
  }
}

/** The same of relationships. */
export async function* relationshipsChangedSince(
  context: OwnerContext,
  since: string,
): AsyncGenerator<Relationship[]> {
  for (let after: Position | undefined; ; ) {
    const page = await context.backend.findRelationships(context.scope, {
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    const changed = page.filter(({ updated_at }) => updated_at >= since);
    yield changed;
    after = changed.length < page.length ? undefined : lastPlace(page);
    if (after === undefined) return;
  }
}

function lastPlace(
  page: readonly { readonly updated_at: string; readonly id: string }[],
): Position | undefined {
  const last = page.at(-1);
  return page.length < PAGE || last === undefined ? undefined : { at: last.updated_at, id: last.id };
}
