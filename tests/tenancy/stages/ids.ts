import { PLANS } from '../plans/catalog.js';
import type { IdSlot, Kit, Plan } from '../plans/plan.js';
import type { Prober } from '../probing/prober.js';
import { unknownLike } from '../world/canaries.js';
import type { Member } from '../world/people.js';
import { hashOf, readState } from '../world/tenant-state.js';
import { kitOf } from './kit.js';
import type { TargetCounts, Targets } from './targets.js';

/**
 * Puts ids into every place that takes one: what is hidden is answered, to the byte, as what is not there, and
 * changes nothing anywhere; what is visible is answered as the oracle says.
 */
export async function probeIds(
  prober: Prober,
  member: Member,
  targets: Targets,
  counts: TargetCounts,
): Promise<void> {
  const kit = kitOf(prober, member);
  const before = await hashes(prober);
  let turn = 0;
  for (const [name, plan] of Object.entries(PLANS))
    for (const slot of plan.ids ?? []) {
      const isMemory = slot.of === 'memory';
      // One place goes on where the last one stopped, so that all of them come up.
      const all = isMemory ? targets.hiddenMemories : targets.hiddenRelationships;
      const hidden = Array.from(
        { length: Math.min(counts.hidden, all.length) },
        () => all[turn++ % all.length] ?? '',
      );
      const visible = isMemory ? targets.visibleMemories : targets.visibleRelationships;
      await probeSlot(prober, member, { name, plan, slot, kit, hidden, visible });
    }
  const after = await hashes(prober);
  for (const [tenant_id, hash] of before)
    if (after.get(tenant_id) !== hash)
      prober.fault(member, `probes of what is hidden changed something in ${tenant_id.split('-')[0]}`);
}

interface Work {
  readonly name: string;
  readonly plan: Plan;
  readonly slot: IdSlot;
  readonly kit: Kit;
  readonly hidden: readonly string[];
  readonly visible: readonly string[];
}

async function probeSlot(prober: Prober, member: Member, work: Work): Promise<void> {
  const { name, plan, slot, kit } = work;
  const place = `${name}.${slot.argument}${slot.note === undefined ? '' : ` (${slot.note})`}`;
  const ask = async (id: string) => {
    const asked = slot.ask(id, kit);
    return asked === undefined ? undefined : await prober.ask(member, asked, slot.former ?? false);
  };
  const sight = prober.sight(member);
  const missing = slot.missing === undefined ? 'not_found' : slot.missing;
  const wanted = sight.may(plan.action) ? missing : 'forbidden';
  for (const id of work.hidden) {
    const unknown = unknownLike(id, 'id');
    const [hidden, nowhere] = [await ask(id), await ask(unknown)];
    if (hidden === undefined || nowhere === undefined) return;
    const [a, b] = [told(hidden.bytes, id), told(nowhere.bytes, unknown)];
    if (a !== b) prober.fault(member, `${place} tells ${id} from one that is not there:\n  ${a}\n  ${b}`);
    if (hidden.code !== wanted) prober.fault(member, `${place} of ${id} was answered with ${hidden.code}`);
  }
  if (slot.expect === undefined) return;
  for (const id of work.visible) {
    const answer = await ask(id);
    if (answer === undefined) return;
    const faults =
      answer.code === null ? slot.expect(answer, id, sight, kit) : [`refused with ${answer.code}`];
    for (const each of faults) prober.fault(member, `${place} of ${id}: ${each}`);
  }
}

/** An answer without the id that was asked for. */
function told(bytes: string, id: string): string {
  return bytes.replaceAll(encodeURIComponent(id), '<id>').replaceAll(id, '<id>');
}

/** One hash for each tenant's whole state. */
async function hashes({ world }: Prober): Promise<Map<string, string>> {
  const tenants = await world.backend.tenants.list();
  const states = await Promise.all(
    tenants.map(
      async ({ tenant_id }) => [tenant_id, hashOf(await readState(world.backend, tenant_id))] as const,
    ),
  );
  return new Map(states);
}
