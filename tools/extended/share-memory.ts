import * as z from 'zod';
import { VISIBILITIES } from '../../src/domain/visibility.js';
import { defineTool } from '../../src/mcp/tool.js';
import { version } from '../parameters/numbers.js';
import { id } from '../parameters/text.js';
import { team } from '../parameters/visibility.js';
import { inline } from '../render/lines.js';

export const shareMemory = defineTool({
  name: 'share_memory',
  title: 'Share a memory',
  description:
    'Changes who sees a memory: you alone, its project, a team of yours, or the whole tenant. Use only when the user asks for it. Its maker and admins may.',
  toolset: 'extended',
  permission: { resource: 'memory', action: 'share' },
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  input: () =>
    z.strictObject({
      memory_id: id().describe('The memory'),
      visibility: z.enum(VISIBILITIES).describe('private, project, team or public (the tenant)'),
      team_id: team().describe('For team: one of list_teams'),
      expected_version: version().describe('Refuse if changed'),
    }),
  output: () =>
    z.looseObject({
      id: z.string(),
      version: z.number(),
      visibility: z.string(),
      team_id: z.string().optional(),
    }),
  handler: async ({ memory_id, visibility: asked, team_id, expected_version }, { repositories }) => {
    const shared = await repositories.memories.share(
      memory_id,
      { visibility: asked, team_id },
      expected_version,
    );
    const team_name = shared.team_id === undefined ? '' : ` ${inline(shared.team_id)}`;
    return {
      data: { ...shared },
      text: `Memory ${shared.id} is now visible: ${shared.visibility}${team_name} (version ${shared.version}).`,
    };
  },
});
