import { call } from '../plans/plan.js';
import type { Prober } from '../probing/prober.js';
import { canary, unknownLike } from '../world/canaries.js';
import type { Member } from '../world/people.js';
import { SUSPENDED, TENANCIES } from '../world/people.js';

/** What is told of what was there before. */
interface Stored {
  readonly id?: string;
  readonly created?: boolean;
  readonly duplicate_of?: string;
  readonly near_duplicates?: readonly { readonly id: string; readonly similarity: number }[];
}

/**
 * Stores, word for word, what others have stored: it is new all the same, and what is near to it is what would be near
 * to a text that nobody has.
 */
export async function probeDuplicates(prober: Prober, member: Member): Promise<void> {
  const sight = prober.sight(member);
  if (!sight.may('write')) return;
  const { tenant_id } = member.tenancy;
  const { user_id } = member.principal;
  const here = [...prober.world.state(tenant_id).memories.values()];
  const foreign = [...TENANCIES, SUSPENDED].filter((each) => each.tenant_id !== tenant_id);
  const seen = new Set(sight.memories.map(({ id }) => id));
  const originals = [
    here.find(({ id, created_by }) => created_by !== user_id && !seen.has(id)),
    here.find(({ id, created_by }) => created_by !== user_id && seen.has(id)),
    ...foreign.slice(0, 2).map((each) => prober.world.state(each.tenant_id).memories.values().next().value),
  ].filter((each) => each !== undefined);
  for (const { id, title, content, context } of originals) {
    const word = title.replace('Note ', '');
    const nothing = unknownLike(canary(`${member.label} ${id}`), 'duplicate');
    const told: string[] = [];
    for (const [before, after] of [
      [word, nothing],
      [word, word],
    ] as const) {
      const asked = {
        type: 'fact',
        title: title.replaceAll(before, after),
        content: content.replaceAll(before, after),
      };
      const project = context.project_id === undefined ? {} : { project: context.project_id };
      const { data, code } = await prober.ask(member, call('store_memory', { ...asked, ...project }));
      const { id: made, created, duplicate_of, near_duplicates } = data as Stored;
      if (code !== null || created !== true || duplicate_of !== undefined)
        prober.fault(member, `what says the same as ${id} was not stored: ${code} ${duplicate_of}`);
      // One that is visible is near to itself.
      told.push(JSON.stringify(seen.has(id) ? [] : near_duplicates));
      await prober.ask(member, call('delete_memory', { memory_id: made }));
      await prober.refresh(tenant_id);
    }
    if (told[0] !== told[1]) prober.fault(member, `near to ${id}: ${told[1]} instead of ${told[0]}`);
  }
}
