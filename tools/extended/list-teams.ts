import * as z from 'zod';
import { defineTool } from '../../src/mcp/tool.js';
import { count, dotted, inline } from '../render/lines.js';

export const listTeams = defineTool({
  name: 'list_teams',
  title: 'List your teams',
  description:
    'Lists the teams you are in, with what each shares and which projects it was granted. Use before sharing with a team.',
  toolset: 'extended',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () => z.strictObject({}),
  output: () =>
    z.looseObject({
      teams: z.array(
        z.looseObject({ team_id: z.string(), memories: z.number(), projects: z.array(z.string()) }),
      ),
    }),
  handler: async (_none, { repositories }) => {
    const teams = (await repositories.members.teams()).map((team) => ({
      ...team,
      projects: [...team.projects],
    }));
    const lines = teams.map(({ team_id, memories, projects }) =>
      dotted([
        `- ${inline(team_id)}`,
        `shares ${count(memories, 'memory', 'memories')}`,
        projects.length > 0 && `projects: ${inline(projects.join(', '), 500)}`,
      ]),
    );
    return {
      data: { teams },
      text: teams.length === 0 ? 'You are in no team.' : ['Your teams:', ...lines].join('\n'),
    };
  },
});
