// Lost updates: processes change the same memories of a tenant, each by compare and set, as users of one team. Every
// update is acknowledged, or refused with the version that is there; none is lost, and none goes unsaid.
//   node tests/support/run-ts.mjs tests/verify/lost-updates.ts --processes 4 --updates 2000 --memories 10
import { join } from 'node:path';
import type { MultiTenantBackend } from '../../src/contracts/tenancy.js';
import { operatorScope } from '../../src/policy/access-scope.js';
import { verifyAuditLog } from '../../src/transfer/audit/verify-log.js';
import { changeSet, memory, putMemory, T0 } from '../contract/records.js';
import { startChild } from '../faults/sqlite-children.js';
import { bundleChild } from '../support/bundle-child.js';
import { Faults } from '../support/faults.js';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { atLeast, exactly, finish, print } from '../support/report.js';
import { temporaryFolder } from '../support/temporary.js';
import { type Attempt, OTHER_TENANT, openTenants, SHARED, TENANT, teamMate } from './lost-updates/store.js';

run(async () => {
  const options = readOptions({ processes: 4, updates: 2_000, memories: 10 });
  const path = join(temporaryFolder('lost-updates'), 'store.db');
  const ids = Array.from({ length: options.memories }, (_, at) => `m${at}`);
  const backend = await openTenants(path);
  for (const tenant of [TENANT, OTHER_TENANT]) {
    await backend.tenants.add(tenant, T0);
    const made = ids.map((id) => putMemory(memory({ id, created_by: 'maker', context: SHARED })));
    await backend.commit(teamMate('maker', tenant), changeSet(made));
  }

  const child = await bundleChild('tests/verify/lost-updates-writer.ts');
  const start = performance.now();
  const users = Array.from({ length: options.processes }, (_, at) => `user${at}`);
  const children = users.map((user) => startChild(child.file, [path, user, String(options.updates), ...ids]));
  const codes = await Promise.all(children.map(({ ended }) => ended));
  const seconds = (performance.now() - start) / 1000;
  child.remove();

  const faults = new Faults();
  for (const code of codes) if (code !== 0) faults.add('a process failed', code);
  const attempts = children.flatMap(({ lines }, at) =>
    lines.slice(1).map((line) => ({ user: users[at] ?? '', ...(JSON.parse(line) as Attempt) })),
  );
  const acknowledged = attempts.filter(({ outcome }) => outcome === 'acknowledged');
  const refused = attempts.filter(({ outcome }) => outcome === 'refused');
  for (const each of acknowledged)
    if (each.version !== each.expected + 1) faults.add('acknowledged over another version', each);
  for (const each of refused)
    if (each.version <= each.expected) faults.add('refused though nothing had changed', each);
  const lost = await compareHistories(backend, ids, acknowledged, faults);
  const untouched = await backend.findMemories(operatorScope('owner', OTHER_TENANT), ids);
  for (const each of untouched) if (each.version !== 1) faults.add('another tenant was written', each);
  await compareAudit(backend, acknowledged.length, faults);

  print(
    `${attempts.length} updates by ${options.processes} processes in ${seconds.toFixed(1)} s: ${acknowledged.length} acknowledged, ${refused.length} refused`,
  );
  finish(
    {
      name: 'verify-lost-updates',
      options,
      figures: {
        seconds,
        acknowledged: acknowledged.length,
        refused: refused.length,
        by_user: Object.fromEntries(
          users.map((user) => [user, acknowledged.filter((each) => each.user === user).length]),
        ),
        ...faults.summary(),
      },
      bars: [
        exactly('updates answered', attempts.length, options.processes * options.updates),
        exactly('acknowledged and lost', lost.lost, 0),
        exactly('written and not acknowledged', lost.silent, 0),
        atLeast('refused, so that they did meet', refused.length, Math.min(options.updates / 10, 20)),
        exactly('faults', faults.total, 0),
      ],
    },
    options.results,
  );
  await backend.close();
});

/** Each memory's versions, one by one, against what was acknowledged. */
async function compareHistories(
  backend: MultiTenantBackend,
  ids: readonly string[],
  acknowledged: readonly (Attempt & { readonly user: string })[],
  faults: Faults,
): Promise<{ lost: number; silent: number }> {
  const owner = operatorScope('owner', TENANT);
  let lost = 0;
  let silent = 0;
  for (const id of ids) {
    const [present] = await backend.findMemories(owner, [id]);
    const former = (await backend.memoryHistory(owner, id)).map((version) => version.memory);
    const versions = present === undefined ? former : [...former, present];
    versions.forEach(({ version }, at) => {
      if (version !== at + 1) faults.add('history has a gap', { id, version, at });
    });
    const own = acknowledged.filter((each) => each.id === id);
    const kept = new Map(versions.map((each) => [each.version, `${each.updated_by} ${each.content}`]));
    for (const { version, user, content } of own)
      if (kept.get(version) === `${user} ${content}`) kept.delete(version);
      else lost += 1;
    // The first version was made before.
    silent += kept.size - 1;
    if ((present?.version ?? 0) - 1 !== own.length)
      faults.add('versions and acknowledgements differ', { id, own: own.length, present });
  }
  return { lost, silent };
}

/** The chain of the tenant has one event for each update that was acknowledged. */
async function compareAudit(
  backend: MultiTenantBackend,
  acknowledged: number,
  faults: Faults,
): Promise<void> {
  const log = backend.audit(operatorScope('owner', TENANT));
  const head = await log.head();
  if (head?.sequence !== acknowledged)
    faults.add('audit events and acknowledgements differ', { head, acknowledged });
  const { broken, events } = await verifyAuditLog(log, TENANT, []);
  if (broken !== null || events !== acknowledged) faults.add('the audit chain is broken', { broken, events });
}
