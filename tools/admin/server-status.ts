import * as z from 'zod';
import { adminOf, defineTool } from '../../src/mcp/tool.js';

export const serverStatus = defineTool({
  name: 'server_status',
  title: 'Server status',
  description:
    'Tells how this memory server is: version, backend, current project, counts, how fast the store answers, files for import. Use when the user asks about the server itself; for what is stored use get_memory_statistics.',
  toolset: 'admin',
  permission: { resource: 'config', action: 'admin' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () => z.strictObject({}),
  output: () =>
    z.looseObject({
      version: z.string(),
      backend: z.string(),
      started_at: z.string(),
      uptime_seconds: z.number(),
      memories: z.number(),
      relationships: z.number(),
      answer_milliseconds: z.number(),
      files: z.array(z.string()),
    }),
  handler: async (_input, services) => {
    const status = await adminOf(services).status();
    const { version, backend, memories, relationships, answer_milliseconds: ms, files } = status;
    const project = status.current_project ?? 'none';
    return {
      data: { ...status, tool_profile: [...status.tool_profile], files: [...files] },
      text: [
        `memorygraph ${version} on ${backend}, up for ${status.uptime_seconds} s, ${Math.round(status.memory_bytes / 1_048_576)} MB of memory.`,
        `${memories} memories, ${relationships} relationships; the store answers in ${ms} ms. Current project: ${project}.`,
        files.length === 0 ? 'No files to import.' : `Files: ${files.join(', ')}.`,
      ].join('\n'),
    };
  },
});
