/** Variables of features this version does not have. They change nothing that is not asked for elsewhere. */
export interface UnsupportedVariable {
  readonly env: string;
  readonly feature: string;
}

export const UNSUPPORTED_VARIABLES: readonly UnsupportedVariable[] = [
  ...of('MEMORY_NEO4J', ['URI', 'USER', 'PASSWORD', 'DATABASE'], 'the neo4j backend'),
  ...of('MEMORY_MEMGRAPH', ['URI', 'USER', 'PASSWORD'], 'the memgraph backend'),
  ...of('MEMORY_FALKORDB', ['HOST', 'PORT', 'PASSWORD', 'URL'], 'the falkordb backend'),
  ...of('MEMORY_FALKORDBLITE', ['PATH'], 'the falkordblite backend'),
];

function of(prefix: string, parts: readonly string[], feature: string): UnsupportedVariable[] {
  return parts.map((part) => ({ env: `${prefix}_${part}`, feature }));
}
