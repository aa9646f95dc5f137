import { describe } from 'vitest';
import type { OpenTenants } from './open-backends.js';
import { auditSuite } from './suite/tenancy/audit.js';
import { edgeSuite } from './suite/tenancy/edges.js';
import { memberSuite } from './suite/tenancy/members.js';
import { tenantPreconditionSuite } from './suite/tenancy/preconditions.js';
import { readingSuite } from './suite/tenancy/reading.js';
import { registrySuite } from './suite/tenancy/registry.js';

/** What every backend with tenants must do beside what any backend does. */
export function describeTenants(name: string, open: OpenTenants): void {
  describe(`tenants in backend ${name}`, () => {
    registrySuite(open);
    readingSuite(open);
    edgeSuite(open);
    tenantPreconditionSuite(open);
    memberSuite(open);
    auditSuite(open);
  });
}
