import type { MemoryFilter } from '../../domain/memory-filter.js';

const ARGUMENT_NAMES: Readonly<Partial<Record<keyof MemoryFilter, string>>> = {
  types: 'memory_types',
  relationship_types: 'relationship_filter',
};

/** The filters in force, under the names that callers know them by. */
export function askedFilters(filter: Partial<MemoryFilter>, as_of?: string): Record<string, unknown> {
  const given = Object.entries(filter).filter(
    ([name, value]) =>
      name !== 'valid_at' &&
      value !== undefined &&
      value !== false &&
      !(Array.isArray(value) && value.length === 0),
  );
  const named = given.map(([name, value]) => [ARGUMENT_NAMES[name as keyof MemoryFilter] ?? name, value]);
  return Object.fromEntries(as_of === undefined ? named : [...named, ['as_of', as_of]]);
}
