import type { Memory } from '../../src/domain/memory.js';

/** A value that memories are filtered by, many to a memory. */
export interface Facet {
  readonly kind: 'tag' | 'language' | 'framework';
  readonly value: string;
}

/** The facets of a memory, without repeats. Languages and frameworks are compared in lower case. */
export function facetsOf(memory: Pick<Memory, 'tags' | 'context'>): Facet[] {
  const lower = (values: readonly string[] | undefined) => (values ?? []).map((value) => value.toLowerCase());
  return [
    ...facets('tag', memory.tags),
    ...facets('language', lower(memory.context.languages)),
    ...facets('framework', lower(memory.context.frameworks)),
  ];
}

function facets(kind: Facet['kind'], values: readonly string[]): Facet[] {
  return [...new Set(values)].map((value) => ({ kind, value }));
}
