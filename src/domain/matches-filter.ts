import type { Memory } from './memory.js';
import type { MemoryFilter } from './memory-filter.js';
import { isChosen } from './project.js';
import { isWithinProjectPath } from './project-path.js';
import { isValidAt } from './validity.js';

/** True where a memory passes a filter. `relationship_types` speaks of other records and is the caller's to check. */
export function matchesFilter(memory: Memory, filter: MemoryFilter): boolean {
  return (
    (filter.include_closed === true || isValidAt(memory, filter.valid_at)) &&
    (filter.types === undefined || filter.types.includes(memory.type)) &&
    (filter.tags ?? []).every((tag) => memory.tags.includes(tag)) &&
    matchesContext(memory, filter) &&
    memory.importance >= (filter.min_importance ?? 0) &&
    memory.confidence >= (filter.min_confidence ?? 0) &&
    matchesTimes(memory, filter)
  );
}

function matchesContext({ context }: Memory, filter: MemoryFilter): boolean {
  return (
    (filter.projects === undefined || isChosen(context.project_id, filter.projects)) &&
    (filter.session_id === undefined || context.session_id === filter.session_id) &&
    (filter.project_path === undefined ||
      (context.project_path !== undefined &&
        isWithinProjectPath(context.project_path, filter.project_path))) &&
    sharesOne(context.languages, filter.languages) &&
    sharesOne(context.frameworks, filter.frameworks)
  );
}

function matchesTimes(memory: Memory, filter: MemoryFilter): boolean {
  return (
    (filter.created_after === undefined || memory.created_at >= filter.created_after) &&
    (filter.created_before === undefined || memory.created_at < filter.created_before) &&
    (filter.updated_after === undefined || memory.updated_at >= filter.updated_after)
  );
}

function sharesOne(own: readonly string[] | undefined, asked: readonly string[] | undefined): boolean {
  if (asked === undefined) return true;
  const wanted = new Set(asked.map((each) => each.toLowerCase()));
  return (own ?? []).some((each) => wanted.has(each.toLowerCase()));
}

/** The filter without its empty lists: a caller who names no types means all of them. */
export function withoutEmptyLists<Filter extends object>(filter: Filter): Filter {
  const given = Object.entries(filter).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(given) as Filter;
}
