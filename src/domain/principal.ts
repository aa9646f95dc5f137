/** What a role of a tenant is called; `src/policy` says what each may do. */
export const ROLES = ['admin', 'user', 'viewer'] as const;

export type Role = (typeof ROLES)[number];

/** Projects that are granted: these ids, compared exactly, or every one of the tenant. */
export type GrantedProjects = readonly string[] | 'all';

/** What a principal is in its tenant: as the token says, or, for the owner of the process, the configuration. */
export interface Membership {
  readonly tenant_id: string;
  readonly organization_id: string | null;
  readonly team_ids: readonly string[];
  /** Granted by the token or the configuration itself; teams may have more in the store. */
  readonly projects: GrantedProjects;
  readonly roles: readonly Role[];
  /** OAuth scopes of the token; null = scopes play no part, the roles decide alone. */
  readonly scopes: readonly string[] | null;
}

/** Who acts: an issuer and a subject. Made by `src/auth` from the transport, never from an argument of a tool. */
export interface Principal {
  /** `local` for the owner of the process. */
  readonly kind: 'local' | 'token';
  /** `local` for the owner of the process. */
  readonly issuer: string;
  /** As the issuer names them. */
  readonly subject: string;
  /** One name for issuer and subject, unique in a tenant; kept as `created_by` and `updated_by`. */
  readonly user_id: string;
  /** null in a store without tenancy. */
  readonly membership: Membership | null;
}
