import { VISIBILITIES } from '../../domain/visibility.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { MigrationPlan } from '../../transfer/tenancy/plan.js';
import type { CliCommand, CommandOptions } from '../command.js';

const PLAN_OPTIONS = ['tenantId', 'map', 'visibility', 'team'];

/** Gives tenants to a store that has none, or takes that back. */
export const migrateToMultitenantCommand: CliCommand = {
  name: 'migrate-to-multitenant',
  group: 'Several tenants',
  summary: 'give a store without tenants some, or take that back',
  description:
    'Gives a store without tenants some: every memory, with its history, goes to one tenant, or where a map says for\nits project. A backup is written first, everything is compared at the end, and --rollback makes it what it was. Who\nmade a memory stays. Other processes cannot write meanwhile; start them again afterwards with\nMEMORY_MULTI_TENANT_MODE=true. A run that was cut off goes on when it is run again. Asks first.',
  options: [
    { flags: '--tenant-id <id>', description: 'where everything goes that the map does not name' },
    { flags: '--map <file>', description: 'which project goes to which tenant and team, as JSON' },
    {
      flags: '--visibility <who>',
      description: `who in a tenant sees them: ${VISIBILITIES.join(', ')}; default team`,
      values: VISIBILITIES,
    },
    {
      flags: '--team <team>',
      description: 'the team of what the map does not name; default every team of the tenant',
    },
    { flags: '--dry-run', description: 'say what would be done, and what room it takes; write nothing' },
    {
      flags: '--rollback',
      description: 'undo it; what cannot go back is named, and then nothing is changed',
      conflicts: PLAN_OPTIONS,
    },
  ],
  examples: [
    { line: 'memorygraph migrate-to-multitenant --tenant-id acme --dry-run', says: 'what would happen?' },
    { line: 'memorygraph migrate-to-multitenant --tenant-id acme', says: 'one tenant, all of it sees all' },
    { line: 'memorygraph migrate-to-multitenant --tenant-id acme --map map.json', says: 'several tenants' },
    { line: 'memorygraph migrate-to-multitenant --rollback', says: 'as it was' },
  ],
  more: () =>
    [
      'A map looks like this; "*" stands for projects it does not name, "none" for memories of no project, and a team',
      'may be left out:',
      '  {"projects": {"github.com/acme/shop": {"tenant": "acme", "team": "shop"}, "*": {"tenant": "rest"}},',
      '   "none": {"tenant": "acme"}}',
    ].join('\n'),
  async run(context, options) {
    const plan = await readPlan(options);
    const { runMigration } = await import('../migrating/run.js');
    const [dryRun, rollback] = [options.given('dryRun'), options.given('rollback')];
    return runMigration(context, { plan, dryRun, rollback });
  },
};

/** null where no plan is given: then the one that was begun is meant. */
async function readPlan(options: CommandOptions): Promise<MigrationPlan | null> {
  const tenant_id = options.text('tenantId');
  if (tenant_id === undefined) {
    if (PLAN_OPTIONS.every((name) => options.text(name) === undefined)) return null;
    throw new MemoryGraphError('usage', '--tenant-id says where everything goes that the map does not name.');
  }
  const { makePlan } = await import('../../transfer/tenancy/plan.js');
  const { readProjectMap } = await import('../../transfer/tenancy/project-map.js');
  const map = options.text('map');
  return makePlan({
    tenant_id,
    visibility: options.text('visibility'),
    team_id: options.text('team'),
    map: map === undefined ? undefined : await readProjectMap(map),
  });
}
