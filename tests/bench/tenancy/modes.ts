import { randomBytes } from 'node:crypto';
import { makeToken } from '../../../src/auth/make-token.js';
import { CALLER, PROJECT, TEAM } from './notebook.js';

/** Which store a server of the benchmark works on. */
export type StoreKind = 'single' | 'tenants' | 'tenants, some hidden';

/** A way to run the server. */
export interface Mode {
  readonly name: string;
  readonly store: StoreKind;
  readonly env: Readonly<Record<string, string>>;
}

export const TENANT = 'tenant-1';
export const NO_AUDIT = 'tenants, no audit';
const CLAIMS = {
  subject: 'sub',
  tenant: 'tenant_id',
  teams: 'team_ids',
  projects: 'projects',
  roles: 'roles',
  scope: 'scope',
  organization: 'org_id',
  groups: 'groups',
};
const ISSUER = 'https://issuer.example';
const AUDIENCE = 'memorygraph-bench';
const DAY_SECONDS = 86_400;

/** Settings of every server here: the caller works in a project. */
const COMMON = { MEMORY_PROJECT: PROJECT, MEMORY_USER_ID: CALLER };

const TENANTS = { ...COMMON, MEMORY_MULTI_TENANT_MODE: 'true', MEMORY_DEFAULT_TENANT: TENANT };

/** Without tokens: the caller is who the configuration says. */
const BY_CONFIGURATION = { ...TENANTS, MEMORY_TEAM_IDS: TEAM };

/** The modes that are compared; the first is the base, the second the same once more. */
export async function modes(): Promise<readonly [base: Mode, again: Mode, tenants: Mode, ...more: Mode[]]> {
  return [
    { name: 'single', store: 'single', env: COMMON },
    { name: 'single again', store: 'single', env: COMMON },
    { name: 'tenants', store: 'tenants', env: BY_CONFIGURATION },
    { name: 'tenants, token', store: 'tenants', env: await byToken() },
    {
      name: NO_AUDIT,
      store: 'tenants',
      env: { ...BY_CONFIGURATION, MEMORY_ENABLE_AUDIT_LOG: 'false' },
    },
    {
      name: 'tenants, full audit',
      store: 'tenants',
      env: { ...BY_CONFIGURATION, MEMORY_AUDIT_DURABILITY: 'full' },
    },
    { name: 'tenants, 30 % hidden', store: 'tenants, some hidden', env: BY_CONFIGURATION },
  ];
}

async function byToken(): Promise<Record<string, string>> {
  const secret = randomBytes(32).toString('base64');
  const { token } = await makeToken(
    {
      tenant_id: TENANT,
      subject: CALLER,
      team_ids: [TEAM],
      projects: [PROJECT],
      roles: ['user'],
      scopes: ['memory:read', 'memory:write'],
      lives_seconds: DAY_SECONDS,
    },
    { secret: Buffer.from(secret), issuer: ISSUER, audience: AUDIENCE, claims: CLAIMS, now: Date.now },
  );
  return {
    ...TENANTS,
    MEMORY_AUTH_PROVIDER: 'jwt',
    MEMORY_AUTH_TOKEN: token,
    MEMORY_JWT_SECRET: secret,
    MEMORY_JWT_ISSUER: ISSUER,
    MEMORY_JWT_AUDIENCE: AUDIENCE,
  };
}
