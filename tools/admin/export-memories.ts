import * as z from 'zod';
import { adminOf, defineTool } from '../../src/mcp/tool.js';
import { withDefault } from '../parameters/absent.js';
import { fileName } from '../parameters/files.js';

export const exportMemories = defineTool({
  name: 'export_memories',
  title: 'Export memories',
  description:
    "Writes all memories and relationships to a new file in the server's own folder, likely secrets masked. Use only when the user asks for an export; for a full copy with history the user runs memorygraph backup.",
  toolset: 'admin',
  permission: { resource: 'memory', action: 'admin' },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  input: () =>
    z.strictObject({
      file: fileName().describe('Name of the new file, or of the folder for markdown; no path'),
      format: withDefault(z.enum(['jsonl', 'markdown']), 'jsonl').describe(
        'jsonl: one record a line. markdown: a folder with a page for each memory',
      ),
    }),
  output: () =>
    z.looseObject({
      file: z.string(),
      memories: z.number(),
      relationships: z.number(),
      secrets_masked: z.number(),
    }),
  handler: async ({ file, format }, services) => {
    const { name, counts, secrets_masked } = await adminOf(services).exportMemories(file, format);
    const data = { file: name, memories: counts.memory, relationships: counts.relationship, secrets_masked };
    const masked =
      secrets_masked === 0 ? '' : ` ${secrets_masked} likely secrets are masked in it; tell the user.`;
    return {
      data,
      text: `Wrote ${data.memories} memories and ${data.relationships} relationships to ${name} in the server's folder.${masked}`,
    };
  },
});
