import * as z from 'zod';
import { LIMITS } from '../../domain/limits.js';
import { resolveMemoryType } from '../../domain/memory-types.js';
import { RELATIONSHIP_TYPE_NAMES } from '../../domain/relationship-types.js';
import { parseTime } from '../../domain/time.js';
import { contextSchema, sourceSchema } from '../record-schemas.js';

const MOST_COUNTED = 1_000_000;
const MOST_ID_CHARACTERS = 500;

const unit = z.number().min(0).max(1);
const counted = z.int().min(0).max(MOST_COUNTED);
const originalId = z.string().min(1).max(MOST_ID_CHARACTERS);
const author = z.string().max(200);
const time = z
  .string()
  .max(40)
  .transform((text, context) => {
    const parsed = parseTime(text);
    if (parsed !== null) return parsed;
    context.addIssue({ code: 'custom', message: 'must be a date or a date and time' });
    return z.NEVER;
  });
const memoryType = z
  .string()
  .max(50)
  .transform((name, context) => {
    const resolved = resolveMemoryType(name);
    if (resolved !== null) return resolved.type;
    context.addIssue({ code: 'custom', message: `${JSON.stringify(name)} is no memory type` });
    return z.NEVER;
  });
const shortText = z.string().max(LIMITS.context_text_characters);
const shortTexts = z.array(shortText).max(LIMITS.context_list_items);

/** The context of an imported memory, within the limits of a stored one; what only the server may say is dropped. */
const importedContext = contextSchema
  .extend({
    project_id: shortText.optional(),
    project_path: shortText.optional(),
    files_involved: shortTexts.optional(),
    languages: shortTexts.optional(),
    frameworks: shortTexts.optional(),
    technologies: shortTexts.optional(),
    git_commit: shortText.optional(),
    git_branch: shortText.optional(),
    working_directory: shortText.optional(),
    timestamp: time.optional(),
    session_id: shortText.optional(),
  })
  .refine(({ additional_metadata: data = {} }) => JSON.stringify(data).length <= LIMITS.metadata_bytes, {
    error: `additional_metadata must have at most ${LIMITS.metadata_bytes} bytes`,
  })
  .transform(
    ({ tenant_id: _t, user_id: _u, team_id: _m, visibility: _v, created_by: _c, ...context }) => context,
  );

/** A memory line of an import: only `type` and `content` are needed. */
export const importedMemorySchema = z
  .strictObject({
    kind: z.literal('memory'),
    id: originalId.optional(),
    type: memoryType,
    title: z.string().max(LIMITS.title_characters).nullish(),
    content: z
      .string()
      .max(LIMITS.content_characters)
      .refine((text) => text.trim() !== '', 'must not be blank'),
    summary: z.string().max(LIMITS.summary_characters).nullish(),
    tags: z.array(z.string().max(LIMITS.tag_characters)).max(LIMITS.tags).optional(),
    importance: unit.optional(),
    confidence: unit.optional(),
    effectiveness: unit.nullish(),
    created_at: time.optional(),
    updated_at: time.optional(),
    version: z.int().min(1).optional(),
    created_by: author.optional(),
    updated_by: author.optional(),
    valid_from: time.optional(),
    valid_until: time.nullish(),
    recorded_at: time.optional(),
    context: importedContext.optional(),
    source: sourceSchema.optional(),
  })
  .refine(inOrder, { error: 'valid_until must not be before valid_from' });

/** A relationship line of an import: its two ends are memories of the same file. */
export const importedRelationshipSchema = z
  .strictObject({
    kind: z.literal('relationship'),
    id: originalId.optional(),
    from_memory_id: originalId,
    to_memory_id: originalId,
    type: z.enum(RELATIONSHIP_TYPE_NAMES, { error: 'is no relationship type' }),
    strength: unit.optional(),
    confidence: unit.optional(),
    context: z.string().max(LIMITS.relationship_context_characters).nullish(),
    evidence_count: counted.optional(),
    success_rate: unit.nullish(),
    validation_count: counted.optional(),
    counter_evidence_count: counted.optional(),
    created_at: time.optional(),
    updated_at: time.optional(),
    last_validated: time.nullish(),
    valid_from: time.optional(),
    valid_until: time.nullish(),
    recorded_at: time.optional(),
    invalidated_by: originalId.nullish(),
    created_by: author.optional(),
    updated_by: author.optional(),
    version: z.int().min(1).optional(),
  })
  .refine((line) => line.from_memory_id !== line.to_memory_id, { error: 'relates a memory to itself' })
  .refine(inOrder, { error: 'valid_until must not be before valid_from' });

export const exportHeaderSchema = z.looseObject({ format: z.string(), version: z.number() });
export const exportEndSchema = z.strictObject({
  kind: z.literal('end'),
  memories: z.number(),
  relationships: z.number(),
});

export type ImportedMemory = z.output<typeof importedMemorySchema>;
export type ImportedRelationship = z.output<typeof importedRelationshipSchema>;

function inOrder(line: {
  readonly valid_from?: string | undefined;
  readonly valid_until?: string | null | undefined;
}): boolean {
  return !line.valid_from || !line.valid_until || line.valid_from <= line.valid_until;
}
