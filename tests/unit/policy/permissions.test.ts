import { describe, expect, it } from 'vitest';
import { localPrincipal } from '../../../src/auth/local.js';
import { type Principal, ROLES } from '../../../src/domain/principal.js';
import {
  type Permission,
  permits,
  ROLE_RIGHTS,
  requirePermission,
  SCOPE_RIGHTS,
} from '../../../src/policy/permissions.js';
import { memberPrincipal } from '../../contract/members.js';
import { ACTIONS, mayDo, RESOURCES } from './rights-oracle.js';

const SCOPES = ['memory:read', 'memory:write', 'memory:delete', 'memory:admin', 'openid', 'constructor'];

function subsets<T>(items: readonly T[]): T[][] {
  let all: T[][] = [[]];
  for (const item of items) all = [...all, ...all.map((each) => [...each, item])];
  return all;
}

const EVERY_PERMISSION = RESOURCES.flatMap((resource) =>
  ACTIONS.map((action) => ({
    resource: resource as Permission['resource'],
    action: action as Permission['action'],
  })),
);

function withRights(roles: readonly string[], scopes: readonly string[] | null): Principal {
  return memberPrincipal({
    tenant_id: 'acme',
    user_id: 'ann',
    roles: roles as Parameters<typeof memberPrincipal>[0]['roles'] & {},
    scopes,
  });
}

describe('what a member may do', () => {
  it('is what its roles give and its scopes let pass: every combination', () => {
    let asked = 0;
    let given = 0;
    for (const roles of subsets([...ROLES]))
      for (const scopes of [null, ...subsets(SCOPES)]) {
        const principal = withRights(roles, scopes);
        for (const permission of EVERY_PERMISSION) {
          const expected = mayDo({ roles, scopes }, permission.action, permission.resource);
          if (permits(principal, permission) !== expected)
            throw new Error(JSON.stringify({ roles, scopes, permission, expected }));
          asked += 1;
          given += expected ? 1 : 0;
        }
      }
    expect(asked).toBe(8 * 65 * 48);
    expect(given).toBeGreaterThan(asked / 10);
  });

  it('is written down for known roles, scopes, resources and actions alone', () => {
    expect(Object.keys(ROLE_RIGHTS).sort()).toEqual([...ROLES].sort());
    expect(Object.keys(SCOPE_RIGHTS).sort()).toEqual(SCOPES.slice(0, 4).sort());
    for (const rights of [...Object.values(ROLE_RIGHTS), ...Object.values(SCOPE_RIGHTS)])
      for (const [resource, actions] of Object.entries(rights)) {
        expect(RESOURCES).toContain(resource);
        for (const action of actions) expect(ACTIONS).toContain(action);
      }
  });

  it('is nothing for names that only look like rights', () => {
    const read = { resource: 'memory', action: 'read' } as const;
    for (const name of ['__proto__', 'toString', 'hasOwnProperty', 'ADMIN', 'memory', '*', 'memory:*', ''])
      expect([name, permits(withRights(['admin'], [name]), read)]).toEqual([name, false]);
    for (const name of ['Admin', 'root', '*', 'operator'])
      expect([name, permits(withRights([name], null), read)]).toEqual([name, false]);
  });

  it('does not depend on the kind of principal, where there is a membership', () => {
    const local = withRights(['viewer'], null);
    for (const permission of EVERY_PERMISSION)
      expect(permits({ ...local, kind: 'token' }, permission)).toBe(permits(local, permission));
  });
});

describe('without a membership', () => {
  const owner = localPrincipal('ann');
  const token: Principal = { ...owner, kind: 'token', issuer: 'https://id.example.org' };

  it('the owner of the process may do everything, and no token anything', () => {
    for (const permission of EVERY_PERMISSION) {
      expect(permits(owner, permission)).toBe(true);
      expect(permits(token, permission)).toBe(false);
    }
  });
});

describe('a call that needs a right', () => {
  it('passes with it, and is forbidden without', () => {
    for (const permission of EVERY_PERMISSION)
      for (const role of ROLES) {
        const principal = withRights([role], null);
        const attempt = () => requirePermission(principal, permission);
        if (mayDo({ roles: [role], scopes: null }, permission.action, permission.resource)) attempt();
        else
          expect(attempt).toThrow(
            expect.objectContaining({
              code: 'forbidden',
              message: `The caller may not ${permission.action} this ${permission.resource}.`,
            }),
          );
      }
  });
});
