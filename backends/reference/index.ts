import type { Backend } from '../../src/contracts/backend.js';
import { memoryReads } from './memory-reads.js';
import { projectReads } from './project-reads.js';
import { relationshipReads } from './relationship-reads.js';
import { searchReads } from './search-reads.js';
import { emptyStore } from './store.js';
import { storeKeeping } from './store-keeping.js';
import { writes } from './writes.js';

/**
 * A backend of plain maps that lives as long as the process: the executable specification of the contract, and
 * what other backends are compared with in tests. Every question looks at every record; it is not made for use.
 */
export async function openReferenceBackend(): Promise<Backend> {
  const store = emptyStore();
  return {
    name: 'reference',
    capabilities: {
      fullText: 'emulated',
      vector: 'none',
      traversal: 'emulated',
      transactions: 'native',
    },
    ...memoryReads(store),
    ...projectReads(store),
    ...relationshipReads(store),
    ...searchReads(store),
    ...storeKeeping(store),
    ...writes(store),
    close: async () => {},
  };
}
