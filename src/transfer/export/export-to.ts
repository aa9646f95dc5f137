import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import { writeFileWhole } from '../files/write-file.js';
import { exportStore } from './export.js';
import { exportMarkdown } from './markdown-export.js';
import { withoutSecrets } from './stored-secrets.js';

/** What memories can be exported as: a file of JSON lines, or a folder of Markdown. */
export const EXPORT_FORMATS = ['jsonl', 'markdown'] as const;
export type ExportFormatName = (typeof EXPORT_FORMATS)[number];

export interface ExportOptions {
  readonly format: ExportFormatName;
  /** Puts a mark in the place of each likely secret. */
  readonly maskSecrets: boolean;
  /** Replaces what is there; of a folder only what an earlier export wrote. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (stage: string, done: number, total: number | null) => void;
}

export interface ExportCounts {
  readonly memory: number;
  readonly relationship: number;
}

/**
 * Writes the live memories and relationships that the scope shows to a file or folder, whole or not at all.
 * Throws `already_exists`, `not_found`, `forbidden`, `storage_full`, `cancelled`, `busy`.
 */
export async function exportTo(
  backend: Backend,
  scope: AccessScope,
  path: string,
  options: ExportOptions,
): Promise<ExportCounts> {
  const { format, force, signal, onProgress } = options;
  const store = options.maskSecrets ? withoutSecrets(backend) : backend;
  if (format === 'markdown') return exportMarkdown(store, scope, path, { force, signal, onProgress });
  const source = await exportStore(store, scope, (done) => onProgress('records', done, null));
  await writeFileWhole(path, source.chunks, { force, signal });
  return source.counts;
}
