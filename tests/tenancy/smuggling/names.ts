/** Arguments by which a caller might say who they are, where they belong or what they may; no tool takes them. */
export const IDENTITY_ARGUMENTS: readonly string[] = [
  ...[
    'tenant_id',
    'tenant',
    'tenantId',
    'TENANT_ID',
    'tenant-id',
    'org_id',
    'organization_id',
    'organization',
  ],
  ...['user_id', 'user', 'userId', 'sub', 'subject', 'issuer', 'iss', 'principal', 'identity', 'actor'],
  ...['created_by', 'createdBy', 'updated_by', 'owner', 'author', 'on_behalf_of', 'as_user', 'impersonate'],
  ...[
    'team',
    'teams',
    'team_ids',
    'groups',
    'projects',
    'role',
    'roles',
    'scopes',
    'permissions',
    'is_admin',
  ],
  ...['token', 'access_token', 'auth_token', 'authorization', 'Authorization', 'bearer', 'api_key', 'apiKey'],
  ...['access', 'access_scope', 'operator', 'membership', '_meta', 'headers', 'source', 'deleted_at'],
];

/** The same names as they look to an eye, and keys that every object has. */
export const DISGUISED_ARGUMENTS: readonly string[] = [
  'ten\u0430nt_id',
  'tenant_id\u200b',
  '\uff54enant_id',
  'tenant_id ',
  'user\u00adid',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
];

/** Fields of a context that only the server sets. */
export const SERVER_FIELDS: readonly string[] = [
  'tenant_id',
  'user_id',
  'team_id',
  'visibility',
  'created_by',
];

/** What a caller might put there. */
export function claims(tenant_id: string, team: string): Readonly<Record<string, unknown>> {
  return {
    tenant_id,
    tenant: tenant_id,
    user_id: 'boss',
    created_by: 'boss',
    team_id: team,
    visibility: 'public',
    roles: ['admin'],
    principal: { tenant_id, user_id: 'boss', roles: ['admin'] },
  };
}
