import type { MigrationOutlook } from '../../transfer/tenancy/migrate.js';
import type { ReturnOutlook } from '../../transfer/tenancy/return.js';
import type { MigrationTally } from '../../transfer/tenancy/tally.js';
import { safeLine } from '../terminal/safe-text.js';
import { shortened } from '../terminal/shortened.js';
import { table } from '../terminal/table.js';
import { countsText } from './counts-text.js';
import { counted } from './facts.js';

/** What each tenant gets, and what none can take. */
export function tallyText({ tenants, set_aside, enders_hidden }: MigrationTally): string {
  const rows = tenants.map(({ tenant_id, counts, deleted, visible }) => [
    tenant_id,
    `${counts.memory}${deleted === 0 ? '' : ` (${deleted} deleted)`}`,
    String(counts.memory_version + counts.relationship_version),
    String(counts.relationship),
    Object.entries(visible)
      .map(([who, memories]) => `${safeLine(who)} ${memories}`)
      .join(', '),
  ]);
  const head = ['tenant', 'memories', 'former versions', 'relationships', 'seen by'];
  const aside = Object.values(set_aside).some((count) => count > 0)
    ? [
        `Set aside, since what they join goes to different tenants: ${countsText(set_aside)}. --rollback brings them back.`,
      ]
    : [];
  const enders =
    enders_hidden === 0
      ? []
      : [
          `${counted(enders_hidden, 'relationship was', 'relationships were')} ended by a memory that goes to another tenant: they stay ended, and name it no more.`,
        ];
  return [table(head, rows), ...aside, ...enders].join('\n');
}

/** What a migration would do, before it is done. */
export function outlookText(outlook: MigrationOutlook): string {
  const { unused_projects: unused } = outlook;
  const typo =
    unused.length === 0
      ? []
      : [
          'The map names projects that no memory belongs to:',
          ...shortened(unused.map((each) => `  ${safeLine(each)}`)),
        ];
  return [tallyText(outlook), ...typo, spaceText(outlook)].join('\n');
}

/** What undoing a migration would do, before it is done; what keeps it from being done is not in it. */
export function returnText(outlook: ReturnOutlook): string {
  const { tenant_ids, counts, project_grants, audit_events } = outlook;
  const grants =
    project_grants === 0
      ? []
      : [`${counted(project_grants, 'grant', 'grants')} of projects to teams will be forgotten.`];
  const audit =
    audit_events === 0
      ? []
      : [
          `${counted(audit_events, 'audit event', 'audit events')}: written to files beside the store, since it keeps none without tenants.`,
        ];
  const merged =
    tenant_ids.length < 2
      ? []
      : ['What is in several tenants will be in one store then, for everybody who may open it.'];
  return [
    `One store without tenants again, from ${counted(tenant_ids.length, 'tenant', 'tenants')}: ${countsText(counts)}.`,
    ...merged,
    ...grants,
    ...audit,
    spaceText(outlook),
  ].join('\n');
}

function spaceText({ needed_bytes, free_bytes }: { needed_bytes: number; free_bytes: number }): string {
  const [needed, free] = [needed_bytes, free_bytes].map((bytes) => Math.ceil(bytes / 1_000_000));
  return `It needs about ${needed} MB on the disk; ${free} MB are free.`;
}
