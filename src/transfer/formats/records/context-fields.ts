import { LIMITS } from '../../../domain/limits.js';
import { CONTEXT_LISTS, type JsonValue } from '../../../domain/memory-context.js';
import { plainValue } from './plain-values.js';
import type { RecordNotes } from './record-notes.js';
import { type Fields, jsonFields, jsonList, textOf, timeOf } from './values.js';

export interface FittedContext {
  readonly context: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, JsonValue>>;
  /** Who is said to have made the record. */
  readonly author: string | null;
}

const TEXTS = ['project_path', 'git_commit', 'git_branch', 'working_directory', 'session_id'] as const;
const TENANCY = ['tenant_id', 'team_id', 'visibility', 'user_id', 'created_by'] as const;
const USUAL_VISIBILITY = 'project';
const KNOWN: ReadonlySet<string> = new Set([
  ...TEXTS,
  ...CONTEXT_LISTS,
  ...TENANCY,
  'timestamp',
  'additional_metadata',
]);

/**
 * The context of a record within our limits. What has no field here goes into the metadata; whom it belonged to
 * (tenant, team, visibility, user) has no effect here and is kept there as `original_tenancy`.
 */
export function fitContext(given: Fields, notes: RecordNotes): FittedContext {
  const context: Record<string, unknown> = {};
  const metadata: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(jsonFields(given.additional_metadata)))
    metadata[key] = plainValue(value);
  for (const [key, value] of Object.entries(given))
    if (!KNOWN.has(key) && value !== null && !isEmptyText(value)) metadata[key] ??= plainValue(value);
  for (const key of TEXTS) {
    const text = textOf(given[key]);
    if (text === null) continue;
    if (text.length <= LIMITS.context_text_characters) context[key] = text;
    else metadata[key] ??= text;
  }
  for (const key of CONTEXT_LISTS) {
    const all = jsonList(given[key]).flatMap((each) => textOf(each) ?? []);
    const fitting = all
      .filter((text) => text.length <= LIMITS.context_text_characters)
      .slice(0, LIMITS.context_list_items);
    if (fitting.length > 0) context[key] = fitting;
    if (fitting.length < all.length) notes.leaveOut('detail', `entries of ${key} over the limit`);
  }
  const timestamp = timeOf(given.timestamp);
  if (timestamp !== null) context.timestamp = timestamp;
  const tenancy = tenancyOf(given);
  if (tenancy !== null) {
    metadata.original_tenancy = tenancy;
    notes.map('tenancy (tenant, team, visibility, user)', 'additional_metadata.original_tenancy');
  }
  return { context, metadata, author: textOf(given.created_by) ?? textOf(given.user_id) };
}

function tenancyOf(given: Fields): Record<string, string> | null {
  const claims: Record<string, string> = {};
  for (const key of TENANCY) {
    const claim = textOf(given[key]);
    if (claim !== null && claim !== USUAL_VISIBILITY) claims[key] = claim;
  }
  if (Object.keys(claims).length === 0) return null;
  const visibility = textOf(given.visibility);
  return visibility === null ? claims : { ...claims, visibility };
}

function isEmptyText(value: unknown): boolean {
  return typeof value === 'string' && ['', '[]', '{}'].includes(value.trim());
}
