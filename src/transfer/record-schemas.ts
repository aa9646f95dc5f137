import * as z from 'zod';
import { isIdentifier } from '../domain/identifiers.js';
import { MEMORY_TYPES } from '../domain/memory-types.js';
import { RELATIONSHIP_TYPE_NAMES } from '../domain/relationship-types.js';
import { isTeamId } from '../domain/tenant.js';
import { VISIBILITIES } from '../domain/visibility.js';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const time = z.string().regex(TIME, 'must be a UTC time with milliseconds');
const unit = z.number().min(0).max(1);
const count = z.int().min(0);
const version = z.int().min(1);
const id = z.string().refine(isIdentifier, 'must be an id');
const texts = z.array(z.string());

/** Where a memory comes from and what it is about, with nothing beside the known fields. */
export const contextSchema = z.strictObject({
  project_id: z.string().optional(),
  project_path: z.string().optional(),
  files_involved: texts.optional(),
  languages: texts.optional(),
  frameworks: texts.optional(),
  technologies: texts.optional(),
  git_commit: z.string().optional(),
  git_branch: z.string().optional(),
  working_directory: z.string().optional(),
  timestamp: z.string().optional(),
  session_id: z.string().optional(),
  additional_metadata: z.record(z.string(), z.json()).optional(),
  tenant_id: z.string().optional(),
  user_id: z.string().optional(),
  team_id: z.string().optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  created_by: z.string().optional(),
});

const originSchema = z.strictObject({
  format: z.string(),
  original_id: z.string(),
  created_by: z.string().optional(),
  created_at: z.string().optional(),
  updated_at: z.string().optional(),
  version: z.number().optional(),
});

export const sourceSchema = z.strictObject({
  kind: z.enum(['user', 'assistant', 'hook', 'import', 'api']),
  client: z.string().optional(),
  session_id: z.string().optional(),
  origin: originSchema.optional(),
  flags: z
    .array(z.enum(['hidden_characters', 'bidirectional_characters', 'reads_like_instructions']))
    .optional(),
});

/** A memory exactly as a store keeps it. */
export const memorySchema = z.strictObject({
  id,
  type: z.enum(MEMORY_TYPES),
  title: z.string().min(1),
  content: z.string(),
  summary: z.string().nullable(),
  tags: texts,
  importance: unit,
  confidence: unit,
  effectiveness: unit.nullable(),
  created_at: time,
  updated_at: time,
  version,
  created_by: z.string(),
  updated_by: z.string(),
  valid_from: time,
  valid_until: time.nullable(),
  recorded_at: time,
  context: contextSchema,
  source: sourceSchema,
  deleted_at: time.nullable(),
});

/** A relationship exactly as a store keeps it. */
export const relationshipSchema = z.strictObject({
  id,
  from_memory_id: id,
  to_memory_id: id,
  type: z.enum(RELATIONSHIP_TYPE_NAMES),
  strength: unit,
  confidence: unit,
  context: z.string().nullable(),
  evidence_count: count,
  success_rate: unit.nullable(),
  validation_count: count,
  counter_evidence_count: count,
  created_at: time,
  updated_at: time,
  last_validated: time.nullable(),
  valid_from: time,
  valid_until: time.nullable(),
  recorded_at: time,
  invalidated_by: id.nullable(),
  created_by: z.string(),
  updated_by: z.string(),
  version,
});

export const memoryVersionSchema = z.strictObject({ superseded_at: time, memory: memorySchema });
export const relationshipVersionSchema = z.strictObject({
  superseded_at: time,
  relationship: relationshipSchema,
});
export const useSchema = z.strictObject({ id, usage_count: count, last_accessed: time.nullable() });
/** In a store with tenants use is kept by user. */
export const userUseSchema = z.strictObject({
  id,
  user_id: z.string().min(1),
  usage_count: count,
  last_accessed: time.nullable(),
});
export const projectGrantSchema = z.strictObject({
  team_id: z.string().refine(isTeamId, 'must be a team'),
  project_id: z.string().min(1),
});
export const projectAliasSchema = z.strictObject({ alias: z.string().min(1), project_id: z.string().min(1) });
