import type { Stored } from '../answers/stored.js';
import { dotted, inline } from './lines.js';

/** What became of one memory: stored, there already, or stored beside others that say nearly the same. */
export function renderStored(stored: Stored, what: string): string {
  const { id, near_duplicates: near } = stored;
  const lines = [
    stored.created
      ? `Stored ${what} as ${id}, version ${stored.version}${seenBy(stored)}.`
      : `Not stored again: you have an equal memory, ${id} (version ${stored.version}). Change it with update_memory, or pass on_duplicate "store" to keep both.`,
    ...(stored.notes ?? []).map((note) => `Note: ${note}.`),
  ];
  if (near.length > 0) {
    lines.push('Similar memories are there; if one of them says the same, update it and delete the new one:');
    for (const one of near) lines.push(`- ${inline(one.title)} (${one.id}) · similarity ${one.similarity}`);
  }
  return lines.join('\n');
}

/** Who sees it, in a store with tenants. */
function seenBy({ visibility, team_id }: Stored): string {
  if (visibility === undefined) return '';
  return `, visible: ${visibility}${team_id === undefined ? '' : ` ${inline(team_id)}`}`;
}

/** One line for each memory of a batch. */
export function renderBatch(results: readonly Stored[]): string {
  const created = results.filter((one) => one.created).length;
  const there = results.length - created;
  const lines = results.map((one, at) =>
    dotted([
      `${at + 1}. ${one.id}`,
      !one.created && 'was there already',
      one.near_duplicates.length > 0 && `similar to ${one.near_duplicates.map((near) => near.id).join(', ')}`,
      ...(one.notes ?? []),
    ]),
  );
  return [
    `Stored ${created} of ${results.length}${there > 0 ? `; ${there} were there already` : ''}.`,
    ...lines,
  ].join('\n');
}
