import { defineConfig } from 'vitest/config';
import { inOrder } from './in-order.js';

/** The tests of plain code: the policy, the rule of visibility, the pool of tenants, the gate. */
const TESTS = [
  'tests/unit/policy/permissions.test.ts',
  'tests/unit/policy/access-scope.test.ts',
  'tests/unit/policy/audit-text.test.ts',
  'tests/unit/policy/call-audit.test.ts',
  'tests/unit/domain/visible-to.test.ts',
  'tests/unit/repository/tenancy/stamp.test.ts',
  'tests/unit/by-tenant/tenant-gate.test.ts',
  'tests/unit/by-tenant/router.test.ts',
  'tests/unit/by-tenant/pool.test.ts',
  'tests/unit/policy/record-rights.test.ts',
];

export default defineConfig({
  test: { include: TESTS, testTimeout: 60_000, pool: 'threads', sequence: { sequencer: inOrder(TESTS) } },
});
