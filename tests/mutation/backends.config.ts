import { defineConfig } from 'vitest/config';
import { inOrder } from './in-order.js';

/**
 * The tests of the scope code of backends. The full truth table is left out: it takes a minute, and the random ones
 * see what it sees.
 */
const TESTS = [
  'tests/unit/sqlite/tenancy/single.test.ts',
  'tests/unit/sqlite/tenancy/rule.test.ts',
  'tests/unit/sqlite/tenancy/indexes.test.ts',
  'tests/contract/tenants.test.ts',
];

export default defineConfig({
  test: { include: TESTS, testTimeout: 60_000, pool: 'threads', sequence: { sequencer: inOrder(TESTS) } },
});
