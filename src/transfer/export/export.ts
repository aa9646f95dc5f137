import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import { openConsistentStreams } from '../consistent-streams.js';
import { exportEnd, exportHeader, memoryLine, relationshipLine } from './export-format.js';

/** An export while it is being read. */
export interface ExportSource {
  /** The text, in pieces of some 64 KB; to be read once, to its end. */
  readonly chunks: AsyncIterable<string>;
  readonly counts: { readonly memory: number; readonly relationship: number };
}

const CHUNK_CHARACTERS = 64 * 1024;

/**
 * The live memories and relationships that the scope shows, closed ones included, as JSON lines for reading,
 * editing and importing elsewhere. History, tombstones and use stay behind: they are what a backup is for.
 */
export async function exportStore(
  backend: Backend,
  scope: AccessScope,
  onProgress: (records: number) => void = () => {},
): Promise<ExportSource> {
  const streams = await openConsistentStreams(backend, scope);
  const counts = { memory: 0, relationship: 0 };

  async function* lines(): AsyncGenerator<string> {
    yield exportHeader();
    for await (const memory of streams.memories) {
      counts.memory++;
      yield memoryLine(memory);
    }
    for await (const relationship of streams.relationships) {
      counts.relationship++;
      yield relationshipLine(relationship);
    }
    yield exportEnd(counts.memory, counts.relationship);
  }

  async function* chunks(): AsyncGenerator<string> {
    let chunk = '';
    try {
      for await (const line of lines()) {
        chunk += `${line}\n`;
        if (chunk.length < CHUNK_CHARACTERS) continue;
        onProgress(counts.memory + counts.relationship);
        yield chunk;
        chunk = '';
      }
    } finally {
      await streams.close();
    }
    yield chunk;
  }

  return { chunks: chunks(), counts };
}
