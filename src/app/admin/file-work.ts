import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import { type ExportCounts, type ExportFormatName, exportTo } from '../../transfer/export/export-to.js';
import { findStoredSecrets } from '../../transfer/export/stored-secrets.js';

// What the admin tools need and no start of a server: in the bundle a file of its own, read when it is needed.

export { importPath } from '../import-path.js';
export { migrateByTool } from './migrate-work.js';

/** Writes an export with marks for its secrets. */
export async function exportMasked(
  backend: Backend,
  scope: AccessScope,
  path: string,
  options: {
    readonly format: ExportFormatName;
    readonly signal: AbortSignal;
    readonly onProgress: (stage: string, done: number, total: number | null) => void;
  },
): Promise<{ readonly counts: ExportCounts; readonly secrets_masked: number }> {
  let secrets_masked = 0;
  for await (const _secret of findStoredSecrets(backend, scope)) secrets_masked += 1;
  const counts = await exportTo(backend, scope, path, { ...options, maskSecrets: true, force: false });
  return { counts, secrets_masked };
}
