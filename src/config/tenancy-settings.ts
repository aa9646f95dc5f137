import { ROLES } from '../domain/principal.js';
import { isTeamId, isTenantId } from '../domain/tenant.js';
import { autoOr, checked, itemsOf, listOf, oneOf, optional, trueOrFalse, wholeNumber } from './readers.js';
import type { SettingFacts } from './setting-facts.js';

const PROVISIONING = ['refuse', 'auto'] as const;
const DURABILITIES = ['normal', 'full'] as const;

const tenantId = checked(
  isTenantId,
  'must be 1 to 64 letters, digits, dots, dashes or underscores, and begin with a letter or digit',
);
const teamId = checked(isTeamId, 'must be a list of teams: letters, digits and _ . : @ / -');

/** Several tenants in one store: whether, who is who where no token says it, and what is noted of it. */
export const TENANCY_SETTINGS = {
  multi_tenant_mode: {
    env: 'MEMORY_MULTI_TENANT_MODE',
    flag: '--multi-tenant-mode',
    placeholder: 'BOOL',
    default: 'false',
    description:
      'Keeps several tenants apart in one store. Only for a new store, or one that migrate-to-multitenant has changed.',
    secret: false,
    read: trueOrFalse,
  },
  default_tenant: {
    env: 'MEMORY_DEFAULT_TENANT',
    flag: '--default-tenant',
    placeholder: 'ID',
    default: 'default',
    description:
      'The tenant that this process works in where no token says it, and that commands of the operator are about.',
    secret: false,
    read: tenantId,
  },
  tenant_provisioning: {
    env: 'MEMORY_TENANT_PROVISIONING',
    flag: '--tenant-provisioning',
    placeholder: 'WHAT',
    default: 'refuse',
    description:
      'What happens to a valid token of a tenant that is not there yet. refuse: nothing is done; add it with "memorygraph tenant add". auto: it is added.',
    secret: false,
    read: oneOf(PROVISIONING),
  },
  team_ids: {
    env: 'MEMORY_TEAM_IDS',
    flag: '--team-ids',
    placeholder: 'LIST',
    default: '',
    default_text: 'none',
    description:
      'With MEMORY_AUTH_PROVIDER none: the teams that the user of this process is in, commas between.',
    secret: false,
    read: optional(itemsOf(teamId)),
  },
  roles: {
    env: 'MEMORY_ROLES',
    flag: '--roles',
    placeholder: 'LIST',
    default: 'user',
    description:
      'With MEMORY_AUTH_PROVIDER none: the roles of the user of this process: admin, user, viewer.',
    secret: false,
    read: listOf(ROLES),
  },
  tenant_pool: {
    env: 'MEMORY_TENANT_POOL',
    flag: '--tenant-pool',
    placeholder: 'COUNT',
    default: '64',
    description: 'How many tenants are kept open at a time; each takes three file descriptors.',
    secret: false,
    read: wholeNumber(1, 10_000),
  },
  enable_audit_log: {
    env: 'MEMORY_ENABLE_AUDIT_LOG',
    flag: '--enable-audit-log',
    placeholder: 'BOOL',
    default: 'auto',
    description: 'Notes every call in the audit log of its tenant. auto: yes in multi-tenant mode, else no.',
    secret: false,
    read: autoOr(trueOrFalse),
  },
  audit_durability: {
    env: 'MEMORY_AUDIT_DURABILITY',
    flag: '--audit-durability',
    placeholder: 'MODE',
    default: 'normal',
    description:
      'normal: a power cut may lose the latest audit events of calls that wrote nothing; a crash of the program loses none. full: no event is lost, and every call waits for the disk.',
    secret: false,
    read: oneOf(DURABILITIES),
  },
} as const satisfies Readonly<Record<string, SettingFacts>>;
