import * as z from 'zod';
import { LIMITS } from '../../src/domain/limits.js';
import type { NewLink, NewMemory } from '../../src/domain/new-memory.js';
import { optional, optionalText } from './absent.js';
import { context } from './context.js';
import { ids, memoryType, relationshipType, tags } from './lists.js';
import { fraction } from './numbers.js';
import { projectToStoreIn } from './project.js';
import { id, line, text, time } from './text.js';
import { team, visibility } from './visibility.js';

// Its fields are named in the description: spelled out in the JSON schema they would cost twice the bytes.
function link() {
  return z
    .unknown()
    .meta({ type: 'object' })
    .pipe(
      z.strictObject({
        to_memory_id: id(),
        relationship_type: relationshipType(),
        strength: optional(fraction()),
        confidence: optional(fraction()),
        context: optionalText(z.string().max(LIMITS.relationship_context_characters)),
      }),
    );
}

/** What a caller may say of a new memory, alone or in a batch. */
export function newMemoryShape() {
  return {
    type: memoryType().describe(
      'task, code_pattern, problem, solution, project, technology, error, fix, command, file_context, workflow, general, conversation, decision, pattern, preference or fact',
    ),
    title: optionalText(line(LIMITS.title_characters)).describe('Default: from content'),
    content: text(LIMITS.content_characters).describe('What to remember'),
    summary: optionalText(z.string().max(LIMITS.summary_characters)).describe('In one sentence'),
    tags: optional(tags()).describe('Keywords'),
    importance: optional(fraction()).describe('0-1, default 0.5'),
    confidence: optional(fraction()).describe('0-1, default 0.8'),
    effectiveness: optional(fraction()).describe('0-1, how well it worked'),
    context: optional(context()).describe(
      'project_path, files_involved[], languages[], frameworks[], technologies[], session_id; others are kept too',
    ),
    project: projectToStoreIn(),
    valid_from: optionalText(time()).describe('True since, default now'),
    valid_until: optionalText(time()).describe('True until'),
    relationships: optional(z.array(link()).max(LIMITS.relationships_per_store)).describe(
      'Links: {to_memory_id, relationship_type, strength?, confidence?, context?}',
    ),
    supersedes: optional(ids(LIMITS.relationships_per_store)).describe('Ids it replaces and closes'),
    visibility: visibility().describe('With tenants: who sees it'),
    team_id: team().describe('Your team'),
  };
}

function newMemory() {
  return z.object(newMemoryShape());
}

/** How a store treats a memory that is there already. */
export function onDuplicate() {
  return optional(z.enum(['return', 'store'])).describe('If there already: return it (default) or store');
}

export function idempotencyKey() {
  return optionalText(line(LIMITS.idempotency_key_characters)).describe('A repeat writes nothing');
}

/** A parsed memory as the repository takes it, and what the caller should be told of the reading. */
export function toNewMemory(
  given: z.output<ReturnType<typeof newMemory>>,
  on_duplicate: NewMemory['on_duplicate'],
): { memory: NewMemory; notes: string[] } {
  const { type, relationships, ...rest } = given;
  const links = relationships?.map((one): NewLink => one);
  return {
    memory: { ...rest, type: type.type, relationships: links, on_duplicate },
    notes: type.note === undefined ? [] : [type.note],
  };
}
