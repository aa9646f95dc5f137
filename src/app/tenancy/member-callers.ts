import { verifierFromSettings } from '../../auth/from-settings.js';
import { localPrincipal } from '../../auth/local.js';
import { type TokenSource, tokenIdentity } from '../../auth/token-identity.js';
import type { Settings } from '../../config/settings.js';
import type { Backend } from '../../contracts/backend.js';
import type { Identity } from '../../contracts/identity.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { scopeFor } from '../../policy/access-scope.js';
import type { Callers } from '../callers-contract.js';
import { tenantGate } from './tenant-gate.js';
import { withTenants } from './with-tenants.js';

/** The callers of a store with tenants: who the token, or without tokens the configuration, says they are. */
export async function memberCallers(
  settings: Settings,
  opened: Backend | null,
  project: string | null,
): Promise<Callers> {
  const backend = withTenants(opened);
  return {
    identity: await identityOf(settings, project),
    admit: tenantGate(backend.tenants, settings.tenant_provisioning),
    async scopeOf(principal) {
      const scope = scopeFor(principal);
      // Only teams are granted anything.
      const teams = principal.membership?.team_ids.length ?? 0;
      return teams === 0 ? scope : scopeFor(principal, await backend.projectGrants(scope));
    },
  };
}

async function identityOf(settings: Settings, project: string | null): Promise<Identity> {
  if (settings.auth_provider === 'none') {
    const principal = localPrincipal(settings.user_id, {
      tenant_id: settings.default_tenant,
      organization_id: null,
      team_ids: settings.team_ids ?? [],
      projects: project === null ? [] : [project],
      roles: settings.roles,
      scopes: null,
    });
    return { principal: async () => principal };
  }
  const verifier = await verifierFromSettings(settings, { now: Date.now });
  const source = sourceOf(settings);
  return source === null ? NOBODY : tokenIdentity(source, verifier, Date.now);
}

function sourceOf({ auth_token, auth_token_file }: Settings): TokenSource | null {
  if (auth_token !== undefined) return { token: auth_token };
  return auth_token_file === undefined ? null : { file: auth_token_file };
}

const NOBODY: Identity = {
  principal: async () => {
    throw new MemoryGraphError(
      'unauthenticated',
      'The token is missing, has run out or is not accepted by this server.',
      { operatorMessage: 'No token was given: set MEMORY_AUTH_TOKEN or MEMORY_AUTH_TOKEN_FILE.' },
    );
  },
};
