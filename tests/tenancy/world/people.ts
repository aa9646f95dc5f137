import type { Identity } from '../../../src/contracts/identity.js';
import type { Membership, Principal } from '../../../src/domain/principal.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { canary } from './canaries.js';

/** What all tenants call alike. */
export const RED = 'red';
export const BLUE = 'blue';
export const SHOP = 'github.com/acme/shop';
export const SITE = 'github.com/acme/site';

/** A tenant of the world; its names hold canaries, so that they are seen where they should not be. */
export interface Tenancy {
  readonly tenant_id: string;
  /** A team and a project that no other tenant has. */
  readonly team: string;
  readonly vault: string;
  /** Somebody who wrote much and is no member any more. */
  readonly zed: string;
}

/** Somebody who calls, or nobody (`principal` null). */
export interface Person {
  /** Unique in the world, for messages. */
  readonly label: string;
  readonly principal: Principal | null;
  readonly identity: Identity;
  /** Whose chain their calls are noted in; null = the server's own. */
  readonly chain: string | null;
}

/** A person of a served tenant. */
export interface Member extends Person {
  readonly principal: Principal & { readonly membership: Membership };
  readonly tenancy: Tenancy;
}

export const TENANCIES: readonly Tenancy[] = ['north', 'south', 'east', 'west'].map(tenancy);
/** Its data is there, but it answers nobody. */
export const SUSPENDED = tenancy('gone');

function tenancy(name: string): Tenancy {
  return {
    tenant_id: `${name}-${canary(`tenant ${name}`)}`,
    team: `team-${canary(`team of ${name}`)}`,
    vault: `github.com/${canary(`vault of ${name}`)}/vault`,
    zed: `zed-${canary(`zed of ${name}`)}`,
  };
}

type Place = Partial<Pick<Membership, 'team_ids' | 'projects' | 'roles' | 'scopes'>>;

/** Who is there in every tenant, by user id: the same ones in each. */
const PLACES: Readonly<Record<string, (tenancy: Tenancy) => Place>> = {
  boss: () => ({ roles: ['admin'], team_ids: [RED] }),
  ann: () => ({ team_ids: [RED], projects: [SHOP] }),
  bob: () => ({ team_ids: [BLUE] }),
  vic: () => ({ roles: ['viewer'], team_ids: [RED] }),
  nob: () => ({}),
  omni: () => ({ projects: 'all' }),
  two: ({ team }) => ({ team_ids: [RED, BLUE, team] }),
  reader: () => ({ team_ids: [BLUE], scopes: ['memory:read'] }),
};

/** Ids of the users of every tenant. */
export const USERS: readonly string[] = Object.keys(PLACES);

/** The members of a tenant, in the order of `USERS`. */
export function membersOf(of: Tenancy): Member[] {
  return Object.entries(PLACES).map(([user_id, place]) => memberOf(of, user_id, place(of)));
}

/** A member with this place in the tenant; default: a user without team and project. */
export function memberOf(of: Tenancy, user_id: string, place: Place = {}): Member {
  const principal = principalOf(of.tenant_id, user_id, place);
  return {
    label: `${user_id} of ${of.tenant_id.split('-')[0]}`,
    principal,
    identity: { principal: async () => principal },
    chain: of.tenant_id,
    tenancy: of,
  };
}

function principalOf(tenant_id: string, user_id: string, place: Place) {
  return {
    kind: 'token' as const,
    issuer: 'https://id.example.org',
    subject: user_id,
    user_id,
    membership: {
      tenant_id,
      organization_id: null,
      team_ids: [],
      projects: [],
      roles: ['user'] as const,
      scopes: null,
      ...place,
    },
  };
}

/** Who is served nothing: no valid token; a tenant that is not there; one that is suspended. */
export function outsiders(): Person[] {
  const nobody: Identity = {
    principal: async () => {
      throw new MemoryGraphError('unauthenticated', 'The token is not accepted by this server.');
    },
  };
  const unserved = [`nowhere-${canary('tenant nowhere')}`, SUSPENDED.tenant_id].map((tenant_id): Person => {
    const principal = principalOf(tenant_id, 'ann', { roles: ['admin'], team_ids: [RED], projects: 'all' });
    const label = `ann of ${tenant_id.split('-')[0]}`;
    return { label, principal, identity: { principal: async () => principal }, chain: null };
  });
  return [{ label: 'nobody', principal: null, identity: nobody, chain: null }, ...unserved];
}
