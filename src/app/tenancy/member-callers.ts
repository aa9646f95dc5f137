import { verifierFromSettings } from '../../auth/from-settings.js';
import { localPrincipal } from '../../auth/local.js';
import { noToken } from '../../auth/refusal.js';
import { type TokenSource, tokenIdentity } from '../../auth/token-identity.js';
import type { Settings } from '../../config/settings.js';
import type { Backend } from '../../contracts/backend.js';
import type { Identity } from '../../contracts/identity.js';
import type { Callers } from '../callers-contract.js';
import { memberScopes } from './member-scopes.js';
import { tenantGate } from './tenant-gate.js';
import { withTenants } from './with-tenants.js';

/** The callers of a store with tenants: who the token, or without tokens the configuration, says they are. */
export async function memberCallers(
  settings: Settings,
  opened: Backend | null,
  project: string | null,
): Promise<Callers> {
  const backend = withTenants(opened);
  const admit = tenantGate(backend.tenants, settings.tenant_provisioning);
  const { identity, forget } = await identityOf(settings, project);
  return {
    identity,
    async admit(principal) {
      try {
        await admit(principal);
      } catch (refused) {
        // Whatever comes after a refusal is checked from the beginning.
        forget();
        throw refused;
      }
    },
    scopeOf: memberScopes(backend),
  };
}

interface KnownIdentity {
  readonly identity: Identity;
  /** Forgets what is known of tokens. */
  readonly forget: () => void;
}

async function identityOf(settings: Settings, project: string | null): Promise<KnownIdentity> {
  if (settings.auth_provider === 'none') {
    const principal = localPrincipal(settings.user_id, {
      tenant_id: settings.default_tenant,
      organization_id: null,
      team_ids: settings.team_ids ?? [],
      projects: project === null ? [] : [project],
      roles: settings.roles,
      scopes: null,
    });
    return { identity: { principal: async () => principal }, forget: () => {} };
  }
  const verifier = await verifierFromSettings(settings, { now: Date.now });
  const source = sourceOf(settings);
  const identity = source === null ? NOBODY : tokenIdentity(source, verifier, Date.now);
  return { identity, forget: () => verifier.flush() };
}

function sourceOf({ auth_token, auth_token_file }: Settings): TokenSource | null {
  if (auth_token !== undefined) return { token: auth_token };
  return auth_token_file === undefined ? null : { file: auth_token_file };
}

const NOBODY: Identity = {
  principal: async () => {
    throw noToken('MEMORY_AUTH_TOKEN and MEMORY_AUTH_TOKEN_FILE are not set');
  },
};
