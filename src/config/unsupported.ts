/**
 * Variables of features this version does not have. Where one asks for protection or another store, ignoring it
 * would be worse than not starting: it is refused. Where it changes nothing that is not asked for elsewhere,
 * a warning is enough.
 */
export interface UnsupportedVariable {
  readonly env: string;
  /** Values that ask for nothing, and are let pass. */
  readonly harmless: readonly string[];
  readonly reaction: 'refuse' | 'warn';
  readonly feature: string;
}

const OFF = ['false', '0', 'no', 'off'];

export const UNSUPPORTED_VARIABLES: readonly UnsupportedVariable[] = [
  refused('MEMORY_MULTI_TENANT_MODE', 'multi-tenant mode', OFF),
  refused('MEMORY_DEFAULT_TENANT', 'multi-tenant mode', ['default']),
  refused('MEMORY_TENANT_PROVISIONING', 'multi-tenant mode', []),
  refused('MEMORY_TEAM_IDS', 'multi-tenant mode', []),
  refused('MEMORY_REQUIRE_AUTH', 'authentication', OFF),
  refused('MEMORY_AUTH_PROVIDER', 'authentication', ['none']),
  refused('MEMORY_AUTH_TOKEN', 'authentication', []),
  refused('MEMORY_AUTH_TOKEN_FILE', 'authentication', []),
  refused('MEMORY_JWT_SECRET', 'authentication', []),
  refused('MEMORY_JWT_ALGORITHM', 'authentication', ['hs256']),
  refused('MEMORY_ENABLE_AUDIT_LOG', 'the audit log', OFF),
  ...['URI', 'USER', 'PASSWORD', 'DATABASE'].map((part) =>
    warned(`MEMORY_NEO4J_${part}`, 'the neo4j backend'),
  ),
  ...['URI', 'USER', 'PASSWORD'].map((part) => warned(`MEMORY_MEMGRAPH_${part}`, 'the memgraph backend')),
  ...['HOST', 'PORT', 'PASSWORD', 'URL'].map((part) =>
    warned(`MEMORY_FALKORDB_${part}`, 'the falkordb backend'),
  ),
  warned('MEMORY_FALKORDBLITE_PATH', 'the falkordblite backend'),
];

function refused(env: string, feature: string, harmless: readonly string[]): UnsupportedVariable {
  return { env, feature, harmless, reaction: 'refuse' };
}

function warned(env: string, feature: string): UnsupportedVariable {
  return { env, feature, harmless: [], reaction: 'warn' };
}
