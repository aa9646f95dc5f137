import type { SeenRelationship } from '../looking/whole-memory.js';
import { dayText } from '../terminal/dates.js';
import { safeLine } from '../terminal/safe-text.js';
import { style } from '../terminal/style.js';
import { counted, dotted } from './facts.js';

/** The relationships of a memory, seen from it: the arrow points along each. */
export function relationshipsText(relationships: readonly SeenRelationship[], now: string): string {
  const head = style.strong(counted(relationships.length, 'relationship', 'relationships'));
  return [head, ...relationships.map((each) => relationshipText(each, now))].join('\n');
}

function relationshipText(one: SeenRelationship, now: string): string {
  const arrow = one.direction === 'out' ? `${one.type} ->` : `<- ${one.type}`;
  const title = one.title === '' ? style.faint('a deleted memory') : safeLine(one.title);
  const facts = dotted([
    style.faint(one.other_memory_id),
    style.faint(`strength ${one.strength}`),
    style.faint(`confidence ${one.confidence}`),
    one.evidence_count > 1 ? style.faint(`evidence ${one.evidence_count}`) : '',
    one.valid_until === null ? '' : style.note(`until ${dayText(one.valid_until, now)}`),
  ]);
  const why = one.context === null ? [] : [`    ${safeLine(one.context)}`];
  return [`  ${style.kind(arrow)} ${title}`, `    ${facts}`, ...why].join('\n');
}
