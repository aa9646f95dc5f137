/**
 * What a person should know of an argument beyond the words that every client pays for in its context.
 * By `tool.argument`, or by the argument's name for every tool that has it. One that no tool has fails a test.
 */
export const ARGUMENT_NOTES: Readonly<Record<string, string>> = {
  type: 'See [memory types](memory-types.md); common other names are understood.',
  'store_memory.title': 'Without one, the first line of the content that holds text, cut near 80 characters.',
  'store_memory.content': 'Kept exactly as it was written.',
  'store_memory.tags': 'Kept in lower case, each once.',
  'store_memory.context':
    'Lists hold at most 200 texts of at most 1,000 characters. Keys without a field of their own go into `additional_metadata` (20,000 bytes at most). `tenant_id`, `user_id`, `created_by`, `team_id` and `visibility` are refused.',
  'store_memory.valid_from': 'May lie in the past. See [time](../guides/time.md).',
  'store_memory.relationships':
    'To memories that are there; made together with this one, or nothing is written. See [relationship types](relationship-types.md).',
  'store_memory.supersedes':
    'Makes a `REPLACES` relationship to each and ends its validity where this memory begins.',
  on_duplicate:
    'A duplicate is a live memory of your own with the same title, content and project, white space at the ends aside.',
  idempotency_key:
    'For 24 hours the same call with the same key answers what it answered before. The same key with other arguments is refused (`idempotency_conflict`).',
  memory_types: 'Any of them.',
  as_of: 'Valid time: see [time](../guides/time.md).',
  known_at: 'Recorded time: see [time](../guides/time.md).',
  query: 'At most 32 different words count. See [searching](../guides/searching.md).',
  terms: 'Each is searched like the query, together with it.',
  search_tolerance:
    '`strict`: whole words as written, no regard to case and accents. `normal`: other forms of a word too. `fuzzy`: misspellings too.',
  match_mode: '`all` finds only memories that hold every word.',
  project_path: '`/` and `\\` are alike.',
  include_closed: 'Also those that are not true any more, or not yet.',
  cursor: 'The rest of the question must be the same; `limit`, `detail` and `max_tokens` may differ.',
  detail:
    '`ids`: id, title and score. `summary`: a snippet around the words found. `full`: the whole content and the context, as far as the budget goes.',
  max_tokens:
    'Estimated tokens of text and structured content together. Snippets get shorter first, then hits at the end are left out.',
  relationship_filter: 'At least one live relationship of one of these types, in either direction.',
  expected_version:
    'Where the version is another by now: `conflict`, with the present version, and nothing is written.',
  'update_memory.tags': 'An empty list takes all tags off.',
  'update_memory.context': 'Fields that are given replace the former ones, others stay.',
  'get_recent_activity.project':
    'What begins like a path (`/`, `~`, `.`, `C:\\`) is a folder and what lies below; anything else a project id.',
  relationship_types: 'See [relationship types](relationship-types.md).',
  relationship_type:
    'In any case, with blanks, hyphens or underscores. See [relationship types](relationship-types.md).',
  'create_relationship.strength': 'Default: that of the type.',
  'create_relationship.confidence': 'Default: that of the type.',
  'create_relationship.context': 'At most 2,000 characters.',
  'reinforce_relationship.success':
    'Confidence and strength move a tenth of the way to 1, or to 0 where it did not hold.',
  'search_relationships_by_context.scope':
    'Read from the words of the context: "if" or "when" is conditional, "partly" or "some" partial, "always" or "fully" full.',
};

/** The note for an argument of a tool, or ''. */
export function argumentNote(tool: string, argument: string): string {
  return ARGUMENT_NOTES[`${tool}.${argument}`] ?? ARGUMENT_NOTES[argument] ?? '';
}
