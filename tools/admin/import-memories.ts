import * as z from 'zod';
import { adminOf, defineTool } from '../../src/mcp/tool.js';
import { optionalText, withDefault } from '../parameters/absent.js';
import { fileName } from '../parameters/files.js';
import { projectToStoreIn } from '../parameters/project.js';
import { line } from '../parameters/text.js';

export const importMemories = defineTool({
  name: 'import_memories',
  title: 'Import memories',
  description:
    "Takes in a file from the server's own folder: an export of memorygraph or of another memory program; what is here already is not stored again. Use only when the user asks for it, with dry_run first.",
  toolset: 'admin',
  permission: { resource: 'memory', action: 'admin' },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      file: fileName().describe('Name of the file or folder, as server_status lists it; no path'),
      format: optionalText(line(60)).describe('Name of the format, where it is not recognised'),
      project: projectToStoreIn().describe(
        'For memories that name no project: an id or current; default global',
      ),
      dry_run: withDefault(z.boolean(), false).describe('Say what would happen, store nothing'),
    }),
  output: () =>
    z.looseObject({
      file: z.string(),
      dry_run: z.boolean(),
      format: z.string(),
      memories: z.looseObject({ read: z.number(), created: z.number(), duplicates: z.number() }),
      relationships: z.looseObject({ read: z.number(), created: z.number(), duplicates: z.number() }),
    }),
  handler: async ({ file, dry_run, ...options }, services) => {
    const report = await adminOf(services).importMemories(file, { ...options, dry_run });
    const { memories, relationships } = report;
    const would = dry_run ? 'would be stored (dry run: nothing was)' : 'stored';
    const lines = [
      `${file}, read as ${report.format}.`,
      `Memories: ${memories.read} read, ${memories.created} ${would}, ${memories.duplicates} here already.`,
      `Relationships: ${relationships.read} read, ${relationships.created} ${would}, ${relationships.duplicates} here already.`,
      ...report.left_out.map((each) => `Left out: ${each.reason} (${each.count}).`),
      ...report.warnings,
    ];
    return { data: { file, dry_run, ...report }, text: lines.join('\n') };
  },
});
