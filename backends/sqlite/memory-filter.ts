import type { AccessScope } from '../../src/domain/access-scope.js';
import type { MemoryFilter } from '../../src/domain/memory-filter.js';
import { comparablePath } from '../../src/domain/project-path.js';
import type { Parameters } from './connection.js';
import { liveMemoryExists, ofTenant } from './scope.js';

/** A filter as conditions on `memories AS m` and what they bind. */
interface CompiledFilter {
  readonly conditions: readonly string[];
  readonly parameters: Parameters;
}

type Compiled = readonly [condition: string, parameters: Parameters];

/** The one place where a `MemoryFilter` becomes SQL; lists, counts and searches share it. */
export function compileFilter(scope: AccessScope, filter: MemoryFilter): CompiledFilter {
  const parts = [
    validity(filter),
    oneOf('m.type', 'types', filter.types),
    ...tags(filter.tags),
    facet('language', 'languages', filter.languages),
    facet('framework', 'frameworks', filter.frameworks),
    projectPath(filter.project_path),
    projects(filter.projects),
    compare('m.session_id =', 'session_id', filter.session_id),
    compare('m.importance >=', 'min_importance', filter.min_importance),
    compare('m.confidence >=', 'min_confidence', filter.min_confidence),
    compare('m.created_at >=', 'created_after', filter.created_after),
    compare('m.created_at <', 'created_before', filter.created_before),
    compare('m.updated_at >=', 'updated_after', filter.updated_after),
    relationshipTypes(scope, filter),
  ].filter((part) => part !== undefined);
  return {
    conditions: parts.map(([condition]) => condition),
    parameters: Object.assign({}, ...parts.map(([, parameters]) => parameters)) as Parameters,
  };
}

/**
 * Condition on a table with a validity: holds at `:valid_at`. Nearly every row fulfils it, so the `+` keeps
 * SQLite from choosing an index for it over one that gives the order.
 */
export function validAt(alias: string): string {
  return `+${alias}.valid_from <= :valid_at AND ${notClosedAt(alias)}`;
}

/** Condition on a table with a validity: has not ended by `:valid_at`. */
export function notClosedAt(alias: string): string {
  return `(+${alias}.valid_until IS NULL OR +${alias}.valid_until > :valid_at)`;
}

function validity(filter: MemoryFilter): Compiled | undefined {
  return filter.include_closed ? undefined : [validAt('m'), { valid_at: filter.valid_at }];
}

function compare(left: string, name: string, value: string | number | undefined): Compiled | undefined {
  return value === undefined ? undefined : [`${left} :${name}`, { [name]: value }];
}

function oneOf(column: string, name: string, values: readonly string[] | undefined): Compiled | undefined {
  if (values === undefined) return undefined;
  return [`${column} IN (SELECT value FROM json_each(:${name}))`, { [name]: JSON.stringify(values) }];
}

/**
 * Looked for in the JSON of the row itself, which is at hand: to seek each row in the table of facets costs
 * several times as much. Inside a JSON string a quote has a backslash before it, so `,"tag"` is a whole tag.
 */
function tags(values: readonly string[] | undefined): Compiled[] {
  return [...new Set(values ?? [])].map((tag, at) => [
    `instr(',' || substr(m.tags, 2), :tag_${at}) > 0`,
    { [`tag_${at}`]: `,${JSON.stringify(tag)}` },
  ]);
}

function facet(kind: string, name: string, values: readonly string[] | undefined): Compiled | undefined {
  if (values === undefined) return undefined;
  return [
    `EXISTS (SELECT 1 FROM memory_facets AS f WHERE ${ofTenant('f')} AND f.kind = '${kind}'
       AND f.value IN (SELECT value FROM json_each(:${name})) AND f.seq = m.seq)`,
    { [name]: JSON.stringify(values.map((value) => value.toLowerCase())) },
  ];
}

/** Below a path = between the path with `/` and the path with the next character, `0`. */
function projectPath(path: string | undefined): Compiled | undefined {
  if (path === undefined) return undefined;
  return [
    "(m.project_path = :project_path OR (m.project_path >= :project_path || '/' AND m.project_path < :project_path || '0'))",
    { project_path: comparablePath(path) },
  ];
}

function projects(choice: MemoryFilter['projects']): Compiled | undefined {
  if (choice === undefined) return undefined;
  const global = choice.global ? 'm.project_id IS NULL OR ' : '';
  const [only] = choice.ids;
  if (choice.ids.length === 1 && only !== undefined)
    return [`(${global}m.project_id = :project_id)`, { project_id: only }];
  return [
    `(${global}m.project_id IN (SELECT value FROM json_each(:project_ids)))`,
    { project_ids: JSON.stringify(choice.ids) },
  ];
}

function relationshipTypes(scope: AccessScope, filter: MemoryFilter): Compiled | undefined {
  if (filter.relationship_types === undefined) return undefined;
  const touching = (here: string, there: string) =>
    `EXISTS (SELECT 1 FROM relationships AS r WHERE ${ofTenant('r')} AND r.${here} = m.id
       AND r.type IN (SELECT value FROM json_each(:relationship_types))
       AND ${validAt('r')} AND ${liveMemoryExists(scope, `r.${there}`)})`;
  return [
    `m.deleted_at IS NULL
      AND (${touching('from_memory_id', 'to_memory_id')} OR ${touching('to_memory_id', 'from_memory_id')})`,
    { relationship_types: JSON.stringify(filter.relationship_types), valid_at: filter.valid_at },
  ];
}
