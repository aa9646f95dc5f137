import { join } from 'node:path';
import type { Memory } from '../../../../src/domain/memory.js';
import type { Relationship } from '../../../../src/domain/relationship.js';
import type { ImportReport } from '../../../../src/transfer/import/import.js';
import { ROOT } from '../../../support/paths.js';
import { openWorkshop, type Workshop } from '../../../support/repositories.js';
import { importFile } from '../import-file.js';

/** After the fixtures were made, so that what they hold lies in the past. */
const NOW = '2027-01-01T00:00:00.000Z';

/** A store to import into, and what is in it then. */
export interface ImportShop extends Workshop {
  take(path: string, more?: { readonly dryRun?: boolean; readonly format?: string }): Promise<ImportReport>;
  memories(): Promise<Memory[]>;
  /** The memory that came from the record of this name or id. */
  from(original_id: string): Promise<Memory>;
  relationships(): Promise<Relationship[]>;
}

export async function openImportShop(): Promise<ImportShop> {
  const shop = await openWorkshop({ start: NOW });
  const { backend, context } = shop;
  const memories = () => all(backend.streamMemories(context.scope));
  return {
    ...shop,
    take: (path, more = {}) => importFile({ ...context, now: shop.now }, path, more),
    memories,
    relationships: () => all(backend.streamRelationships(context.scope)),
    async from(original_id) {
      const found = (await memories()).find((each) => each.source.origin?.original_id === original_id);
      if (found === undefined) throw new Error(`nothing came from ${original_id}`);
      return found;
    },
  };
}

export function fixture(...parts: readonly string[]): string {
  return join(ROOT, 'tests', 'fixtures', 'imports', ...parts);
}

/** Memories and relationships: created, here already. */
export function counts(report: ImportReport): number[] {
  const { memories, relationships } = report;
  return [memories.created, memories.duplicates, relationships.created, relationships.duplicates];
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}
