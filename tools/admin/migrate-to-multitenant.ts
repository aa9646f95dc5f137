import * as z from 'zod';
import { isTeamId, isTenantId } from '../../src/domain/tenant.js';
import { VISIBILITIES } from '../../src/domain/visibility.js';
import { adminOf, defineTool } from '../../src/mcp/tool.js';
import { optionalText, withDefault } from '../parameters/absent.js';
import { fileName } from '../parameters/files.js';

const TENANT_CHARACTERS = 64;
const TEAM_CHARACTERS = 100;

export const migrateToMultitenant = defineTool({
  name: 'migrate_to_multitenant',
  title: 'Give the store tenants',
  description:
    "Gives this server's store tenants: every memory goes to one tenant, or where a map in the server's own folder says for its project. Use only when the user asks for it, with dry_run first; afterwards the server writes nothing until it is restarted with MEMORY_MULTI_TENANT_MODE=true. Only the command line takes it back.",
  toolset: 'admin',
  permission: { resource: 'config', action: 'admin' },
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  input: () =>
    z.strictObject({
      new_tenant: z
        .string()
        .trim()
        .max(TENANT_CHARACTERS)
        .refine(isTenantId, 'must be letters, digits, dots, dashes or underscores')
        .describe('The tenant that gets what the map does not name'),
      visibility: withDefault(z.enum(VISIBILITIES), 'team').describe('Who in the tenant sees the memories'),
      team: optionalText(
        z.string().trim().max(TEAM_CHARACTERS).refine(isTeamId, 'must be letters, digits and _ . : @ / -'),
      ).describe('With visibility team: which; default every team of the tenant'),
      map_file: optionalText(fileName()).describe(
        'Name of a JSON file in the server\'s folder: {"projects": {"ID": {"tenant": "T", "team": "optional"}}}',
      ),
      dry_run: withDefault(z.boolean(), true).describe('Say what would happen, change nothing'),
    }),
  output: () =>
    z.looseObject({
      dry_run: z.boolean(),
      changed: z.boolean(),
      tenants: z.array(z.looseObject({ tenant_id: z.string(), memories: z.number() })),
    }),
  handler: async ({ new_tenant, team, map_file, ...wish }, services) => {
    const report = await adminOf(services).migrateToMultitenant({
      ...wish,
      tenant_id: new_tenant,
      team_id: team,
      map_file,
    });
    const { dry_run, tenants, relationships_set_aside, unused_projects } = report;
    const would = dry_run ? 'would get' : 'got';
    const lines = [
      ...tenants.map(({ tenant_id, memories, relationships, visible }) => {
        const seen = Object.entries(visible).map(([who, count]) => `${count} seen by ${who}`);
        return `Tenant ${tenant_id} ${would} ${memories} memories (${seen.join(', ') || 'none'}) and ${relationships} relationships.`;
      }),
      ...(relationships_set_aside === 0
        ? []
        : [
            `${relationships_set_aside} relationships join memories of different tenants: set aside until a rollback.`,
          ]),
      ...(unused_projects.length === 0
        ? []
        : [`The map names projects without memories: ${unused_projects.join(', ')}.`]),
      closing(report),
    ];
    return {
      data: { ...report, tenants: [...tenants], unused_projects: [...unused_projects] },
      text: lines.join('\n'),
    };
  },
});

function closing({ is_done, changed, backup, needed_megabytes }: Report): string {
  if (!is_done) return `About ${needed_megabytes} MB of disk are needed. Dry run: nothing was changed.`;
  const what = changed ? `A backup is beside the store: ${backup}.` : 'The store has its tenants already.';
  return `${what} Tell the user: this server must be restarted with MEMORY_MULTI_TENANT_MODE=true; until then it writes nothing. "memorygraph migrate-to-multitenant --rollback" takes it back.`;
}

interface Report {
  readonly is_done: boolean;
  readonly changed: boolean;
  readonly backup?: string;
  readonly needed_megabytes: number;
}
