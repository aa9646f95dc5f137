import { describe } from 'vitest';
import type { OpenBackend } from './bench.js';
import { commitSuite } from './suite/commit.js';
import { erasingSuite } from './suite/erasing.js';
import { filterSuite } from './suite/filter.js';
import { keepingSuite } from './suite/keeping.js';
import { memoryReadSuite } from './suite/memory-reads.js';
import { preconditionSuite } from './suite/preconditions.js';
import { projectSuite } from './suite/projects.js';
import { relationshipReadSuite } from './suite/relationship-reads.js';
import { searchSuite } from './suite/search.js';

/**
 * What every backend must do; who writes one runs this until it passes.
 * @param open opens an empty store; called once a test, closed by it.
 */
export function describeBackend(name: string, open: OpenBackend): void {
  describe(`backend ${name}`, () => {
    commitSuite(open);
    erasingSuite(open);
    preconditionSuite(open);
    memoryReadSuite(open);
    filterSuite(open);
    projectSuite(open);
    relationshipReadSuite(open);
    searchSuite(open);
    keepingSuite(open);
  });
}
