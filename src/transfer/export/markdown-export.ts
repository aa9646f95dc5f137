import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { openConsistentStreams, type StoreStreams } from '../consistent-streams.js';
import { fileFault } from '../files/file-faults.js';
import { readLines } from '../files/read-lines.js';
import { indexPages, type ListedPage } from './markdown/index-pages.js';
import { createPageNames } from './markdown/names.js';
import { pageText } from './markdown/page.js';
import { openTargetFolder, type TargetFolder } from './markdown/target-folder.js';

/** How a folder is filled. */
export interface MarkdownExportOptions {
  /** Replaces what an earlier export wrote there. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (stage: 'reading' | 'writing', done: number, total: number | null) => void;
}

export interface MarkdownExportCounts {
  readonly memory: number;
  readonly relationship: number;
}

/**
 * Writes what `exportStore` writes as a folder of Markdown: one file a memory, by project and type, with links
 * between them and lists of them. The same memories give the same bytes. Texts go through a file on the way, so
 * that memory is bounded by titles and relationships.
 * Throws `already_exists`, `not_found`, `forbidden`, `storage_full`, `cancelled`, `busy`.
 */
export async function exportMarkdown(
  backend: Backend,
  scope: AccessScope,
  folder: string,
  options: MarkdownExportOptions,
): Promise<MarkdownExportCounts> {
  let target: TargetFolder | undefined;
  try {
    target = await openTargetFolder(folder, options.force);
    const counts = await fill(target, backend, scope, options);
    await target.finish();
    return counts;
  } catch (thrown) {
    if (options.signal.aborted)
      throw new MemoryGraphError('cancelled', 'Cancelled; nothing was left behind.');
    throw fileFault(thrown, folder);
  } finally {
    await target?.discard();
  }
}

async function fill(
  target: TargetFolder,
  backend: Backend,
  scope: AccessScope,
  { signal, onProgress }: MarkdownExportOptions,
): Promise<MarkdownExportCounts> {
  const names = createPageNames();
  const pages = new Map<string, ListedPage>();
  const spool = join(target.workPath, 'memories');
  const streams = await openConsistentStreams(backend, scope);
  const note = (memory: Memory): void => {
    pages.set(memory.id, { ...names.pathOf(memory), type: memory.type, title: memory.title });
    if (pages.size % 500 === 0) onProgress?.('reading', pages.size, null);
  };
  const related = await read(streams, spool, note, signal);
  let done = 0;
  for await (const line of readLines(spool, signal)) {
    const memory = JSON.parse(line.text) as Memory;
    const outgoing = related.outgoing.get(memory.id) ?? [];
    const incoming = related.incoming.get(memory.id) ?? [];
    const path = pages.get(memory.id)?.path ?? `${memory.id}.md`;
    await target.write(path, pageText(memory, { outgoing, incoming }, pages));
    if (++done % 100 === 0) onProgress?.('writing', done, pages.size);
  }
  for (const { path, text } of indexPages(pages.values(), names.projects)) await target.write(path, text);
  return { memory: pages.size, relationship: related.count };
}

interface Related {
  readonly outgoing: ReadonlyMap<string, readonly Relationship[]>;
  readonly incoming: ReadonlyMap<string, readonly Relationship[]>;
  readonly count: number;
}

/** Reads the store to its end: memories into a file, relationships by their ends. */
async function read(
  streams: StoreStreams,
  spool: string,
  note: (memory: Memory) => void,
  signal: AbortSignal,
): Promise<Related> {
  async function* lines(): AsyncGenerator<string> {
    for await (const memory of streams.memories) {
      note(memory);
      yield `${JSON.stringify(memory)}\n`;
    }
  }
  const outgoing = new Map<string, Relationship[]>();
  const incoming = new Map<string, Relationship[]>();
  let count = 0;
  try {
    const file = createWriteStream(spool, { flags: 'wx', mode: 0o600 });
    await pipeline(Readable.from(lines()), file, { signal });
    for await (const relationship of streams.relationships) {
      count++;
      add(outgoing, relationship.from_memory_id, relationship);
      add(incoming, relationship.to_memory_id, relationship);
    }
  } finally {
    await streams.close();
  }
  return { outgoing, incoming, count };
}

function add(map: Map<string, Relationship[]>, key: string, value: Relationship): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
