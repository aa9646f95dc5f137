import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { pemOf, rsaSigner } from '../support/tokens/signers.js';
import { type Ended, run } from './program.js';

const home = testFolder('e2e-token');
const SECRET = randomBytes(32).toString('base64url');
const ENV = {
  MEMORY_MULTI_TENANT_MODE: 'true',
  MEMORY_AUTH_PROVIDER: 'jwt',
  MEMORY_JWT_SECRET: SECRET,
  MEMORY_JWT_ISSUER: 'https://id.example',
  MEMORY_JWT_AUDIENCE: 'https://memory.example',
};

const token = (args: readonly string[], more: { env?: Record<string, string>; input?: string } = {}) =>
  run(['token', ...args], { home, env: { ...ENV, ...more.env }, input: more.input ?? '' });

/** Makes a token and lets the program say whom it speaks for. */
async function principalOf(args: readonly string[], env: Record<string, string> = {}): Promise<unknown> {
  const made = await token(args, { env });
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(made.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const read = await token(['--check', '--json'], { env, input: made.stdout });
  expect(read).toMatchObject({ code: 0, stderr: '' });
  return (JSON.parse(read.stdout) as { principal: unknown }).principal;
}

function refused(ended: Ended, code: number, says: RegExp): void {
  expect(ended.code).toBe(code);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toMatch(says);
  expect(ended.stderr).not.toContain(SECRET);
}

describe('memorygraph token', () => {
  it('makes a token that is read again', async () => {
    expect(await principalOf(['--tenant', 'acme', '--user', 'ann'])).toEqual({
      kind: 'token',
      issuer: 'https://id.example',
      subject: 'ann',
      user_id: 'ann',
      membership: {
        tenant_id: 'acme',
        organization_id: null,
        team_ids: [],
        projects: [],
        roles: ['user'],
        scopes: ['memory:read', 'memory:write', 'memory:delete'],
      },
    });
    const line =
      '--tenant acme --user ci --team web --team core --project * --role viewer --scope memory:read --expires 10m';
    expect(await principalOf(line.split(' '))).toMatchObject({
      user_id: 'ci',
      membership: {
        team_ids: ['web', 'core'],
        projects: 'all',
        roles: ['viewer'],
        scopes: ['memory:read'],
      },
    });
  });

  it('writes the claims under the names that are configured', async () => {
    const env = {
      MEMORY_JWT_TENANT_CLAIM: 'https://acme.example/tenant',
      MEMORY_JWT_ROLES_CLAIM: 'realm_access.roles',
      MEMORY_JWT_SUBJECT_CLAIM: 'email',
      MEMORY_JWT_SCOPE_CLAIM: 'none',
    };
    expect(await principalOf(['--tenant', 'acme', '--user', 'ann@acme.example'], env)).toMatchObject({
      subject: 'ann@acme.example',
      membership: { tenant_id: 'acme', roles: ['user'], scopes: null },
    });
    const args = ['--tenant', 'acme', '--user', 'ann', '--scope', 'memory:read'];
    refused(await token(args, { env }), 2, /--scope has no effect/);
  });

  it('says when it runs out', async () => {
    const before = Date.now();
    const made = await token(['--tenant', 'acme', '--user', 'ann', '--expires', '30m', '--json']);
    const { expires_at } = JSON.parse(made.stdout) as { expires_at: string };
    expect(Date.parse(expires_at)).toBeGreaterThan(before + 1_799_000 - 1_000);
    expect(Date.parse(expires_at)).toBeLessThanOrEqual(Date.now() + 1_800_000);
  });

  it('shows people whom a token speaks for', async () => {
    const { stdout: input } = await token(['--tenant', 'acme', '--user', 'ann', '--team', 'web']);
    const { stdout } = await token(['--check'], { input: `  ${input}\n` });
    for (const line of [/^user +ann$/m, /^tenant +acme$/m, /^teams +web$/m, /^projects +\(none\)$/m])
      expect(stdout).toMatch(line);
  });

  it.each<[string, string[], number, RegExp]>([
    ['no tenant', ['--user', 'ann'], 2, /--tenant is missing/],
    ['no user', ['--tenant', 'acme'], 2, /--user is missing/],
    ['a tenant that none can be', ['--tenant', 'a/b', '--user', 'ann'], 2, /--tenant must be/],
    ['team *', ['--tenant', 'acme', '--user', 'ann', '--team', '*'], 2, /--team must be/],
    ['an unknown role', ['--tenant', 'acme', '--user', 'ann', '--role', 'root'], 2, /--role must be one of/],
    ['two scopes in one', ['--tenant', 'acme', '--user', 'ann', '--scope', 'a b'], 2, /--scope takes one/],
    ['no span', ['--tenant', 'acme', '--user', 'ann', '--expires', 'soon'], 2, /is no span of time/],
    ['too long a life', ['--tenant', 'acme', '--user', 'ann', '--expires', '2d'], 2, /at most 86400s/],
    ['making and checking', ['--check', '--tenant', 'acme'], 2, /cannot be used with/],
  ])('refuses %s', async (_, args, code, says) => {
    refused(await token(args), code, says);
  });

  it('makes none that this server would refuse', async () => {
    const args = ['--tenant', 'beta', '--user', 'ann'];
    refused(
      await token(args, { env: { MEMORY_JWT_TENANTS: 'acme' } }),
      5,
      /may not speak for the tenant "beta"/,
    );
  });

  it('with --check it says why a token is refused', async () => {
    const { stdout: input } = await token(['--tenant', 'acme', '--user', 'ann']);
    const check = (changed: string, env: Record<string, string> = {}) =>
      token(['--check'], { env, input: changed });
    refused(await check(''), 5, /There is no token/);
    refused(await check(`${input.trim().slice(0, -8)}AAAAAAAA`), 5, /signature/);
    refused(await check(input, { MEMORY_JWT_AUDIENCE: 'https://other.example' }), 5, /aud/);
    refused(await check('a'.repeat(70_000)), 2, /at most 65536 bytes/);
  });

  it('other algorithms and other providers make none', async () => {
    const file = join(home, 'key.pem');
    writeFileSync(file, pemOf(rsaSigner()));
    const { MEMORY_JWT_SECRET: _, ...env } = ENV;
    const args = ['token', '--tenant', 'acme', '--user', 'ann'];
    const rsa = { ...env, MEMORY_JWT_ALGORITHM: 'RS256', MEMORY_JWT_PUBLIC_KEY_FILE: file };
    refused(await run(args, { home, env: rsa }), 2, /Tokens of RS256 are made by their issuer alone/);
    refused(await run(args, { home }), 2, /MEMORY_AUTH_PROVIDER=jwt/);
  });
});
