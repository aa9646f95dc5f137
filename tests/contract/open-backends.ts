import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../../src/contracts/backend.js';
import type { OpenBackend } from './bench.js';

/** Opens an empty store of each backend. Drivers load when a store is opened; files go when it is closed. */
export const OPEN_BACKENDS: Readonly<Record<string, OpenBackend>> = {
  reference: async () => {
    const { openReferenceBackend } = await import('../../backends/reference/index.js');
    return openReferenceBackend();
  },
  sqlite: async () => {
    const { openSqliteBackend } = await import('../../backends/sqlite/index.js');
    const folder = mkdtempSync(join(tmpdir(), 'memorygraph-contract-'));
    const backend = await openSqliteBackend({ path: join(folder, 'memory.db'), synchronous: 'normal' });
    return closing(backend, () => rmSync(folder, { recursive: true, force: true }));
  },
};

function closing(backend: Backend, afterwards: () => void): Backend {
  return {
    ...backend,
    close: async () => {
      await backend.close();
      afterwards();
    },
  };
}
