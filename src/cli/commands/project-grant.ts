import type { ProjectGrant } from '../../domain/tenant.js';
import type { CliCommand } from '../command.js';
import { TENANT_OPTION } from '../operator-tenant.js';
import { safeLine } from '../terminal/safe-text.js';
import { table } from '../terminal/table.js';

const GROUP = 'Your memories';

/** Lets the members of a team see what is visible to a project. */
export const projectGrantCommand: CliCommand = {
  name: 'project grant',
  group: GROUP,
  summary: 'let a team see what is visible to a project',
  description:
    'Grants a project to a team of a tenant: from the next call on its members see the memories that are visible to\nthat project, in whatever team they were made. Grants go by the exact name that a memory was stored under; a project\nwith several names is granted under each of them. With --revoke it is taken away again.',
  arguments: [
    { flags: '<project>', description: 'its name, as "memorygraph project list" shows it', names: true },
  ],
  options: [
    { flags: '--team <team>', description: 'the team, as tokens name it', required: true },
    { flags: '--revoke', description: 'take it away' },
    TENANT_OPTION,
  ],
  examples: [
    { line: 'memorygraph project grant github.com/acme/shop --team web', says: 'web sees the shop' },
    { line: 'memorygraph project grant github.com/acme/shop --team web --revoke', says: 'and no more' },
  ],
  async run(context, options) {
    const { openOperatorRepositories } = await import('../open-repositories.js');
    const { requireTenants } = await import('../multi-tenant.js');
    const { grantProject } = await import('../../repository/tenancy/grants.js');
    requireTenants(context);
    const [project = ''] = options.argument('project');
    const opened = await openOperatorRepositories(context, options);
    const granted = !options.given('revoke');
    const outcome = await grantProject(opened.context, options.needed('team').trim(), project, granted);
    const names = outcome.project_ids.map(safeLine).join(', ');
    const team = safeLine(outcome.team_id);
    return {
      text: granted ? `${team} is granted ${names}.` : `${team} is not granted ${names} any more.`,
      data: { tenant_id: opened.tenant_id, granted, ...outcome },
    };
  },
};

/** Shows which team was granted what. */
export const projectGrantsCommand: CliCommand = {
  name: 'project grants',
  group: GROUP,
  summary: 'which teams were granted which projects',
  description:
    'Lists the projects that teams of a tenant were granted in the store. Tokens may grant more to their own user.',
  options: [{ flags: '--team <team>', description: 'only of this team' }, TENANT_OPTION],
  examples: [{ line: 'memorygraph project grants', says: 'who sees which project?' }],
  async run(context, options) {
    const { openForOperator } = await import('../operator-tenant.js');
    const { requireTenants } = await import('../multi-tenant.js');
    requireTenants(context);
    const { backend, scope, tenant_id } = await openForOperator(context, options);
    const team = options.text('team')?.trim();
    const all = await backend.projectGrants(scope);
    const grants = all.filter(({ team_id }) => team === undefined || team_id === team);
    return { text: grantsText(grants), data: { tenant_id, grants } };
  },
};

function grantsText(grants: readonly ProjectGrant[]): string {
  if (grants.length === 0) return 'No project was granted to a team.';
  return table(
    ['team', 'project'],
    grants.map(({ team_id, project_id }) => [safeLine(team_id), safeLine(project_id)]),
  );
}
