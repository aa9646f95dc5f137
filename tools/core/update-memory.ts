import * as z from 'zod';
import { LIMITS } from '../../src/domain/limits.js';
import { defineTool } from '../../src/mcp/tool.js';
import { emptiable, optional, optionalText } from '../parameters/absent.js';
import { contextPatch } from '../parameters/context.js';
import { memoryType, tags } from '../parameters/lists.js';
import { fraction, version } from '../parameters/numbers.js';
import { id, line, TIME_CHARACTERS, text, time } from '../parameters/text.js';

export const updateMemory = defineTool({
  name: 'update_memory',
  title: 'Update a memory',
  description:
    'Changes the given fields; the former version is kept. Use to correct or extend; for what stopped being true, store the new with supersedes.',
  toolset: 'core',
  permission: { resource: 'memory', action: 'write' },
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  input: () =>
    z.strictObject({
      memory_id: id().describe('The memory'),
      type: optional(memoryType()).describe('As in store_memory'),
      title: optionalText(line(LIMITS.title_characters)).describe('New title'),
      content: optional(text(LIMITS.content_characters)).describe('Whole content'),
      summary: emptiable(z.string().max(LIMITS.summary_characters), {
        type: 'string',
        maxLength: LIMITS.summary_characters,
      }).describe('null empties'),
      tags: optional(tags()).describe('Replaces all'),
      add_tags: optional(tags()).describe('Adds'),
      remove_tags: optional(tags()).describe('Removes'),
      importance: optional(fraction()).describe('0-1'),
      confidence: optional(fraction()).describe('0-1'),
      effectiveness: emptiable(fraction(), { type: 'number', minimum: 0, maximum: 1 }).describe(
        '0-1, null empties',
      ),
      context: optional(contextPatch()).describe('As in store_memory; null removes'),
      valid_from: optionalText(time()).describe('True since'),
      valid_until: emptiable(time(), { type: 'string', maxLength: TIME_CHARACTERS }).describe(
        'True until, null: still',
      ),
      expected_version: version().describe('Refuse if changed'),
    }),
  output: () =>
    z.looseObject({
      id: z.string(),
      version: z.number(),
      notes: z.array(z.string()).optional(),
    }),
  handler: async ({ memory_id, expected_version, type, ...patch }, { repositories }) => {
    const {
      masked = [],
      notes: said = [],
      ...updated
    } = await repositories.memories.update(memory_id, { ...patch, type: type?.type }, expected_version);
    const notes = [...(type?.note === undefined ? [] : [type.note]), ...said, ...masked];
    return {
      data: { ...updated, ...(notes.length > 0 ? { notes } : {}) },
      text: [
        `Memory ${updated.id} is now at version ${updated.version}.`,
        ...notes.map((note) => `Note: ${note}.`),
      ].join('\n'),
    };
  },
});
