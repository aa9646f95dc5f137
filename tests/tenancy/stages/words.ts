import { PLANS } from '../plans/catalog.js';
import type { Prober } from '../probing/prober.js';
import { misspelt, unknownLike } from '../world/canaries.js';
import type { Member } from '../world/people.js';
import { kitOf } from './kit.js';
import type { Targets } from './targets.js';

/**
 * Asks for words that only hidden records hold, in every place that takes a word: totals, hints, unknown words,
 * suggestions and errors are, to the byte, those of a word that no memory holds.
 */
export async function probeWords(prober: Prober, member: Member, { hiddenWords }: Targets): Promise<void> {
  const kit = kitOf(prober, member);
  for (const [name, plan] of Object.entries(PLANS))
    for (const slot of plan.words ?? [])
      for (const word of hiddenWords) {
        const [asked, nowhere] = [word, unknownLike(word, 'word')].map((each) =>
          slot.fuzzy ? misspelt(each) : each,
        ) as [string, string];
        const hidden = await prober.ask(member, slot.ask(asked, kit));
        const unknown = await prober.ask(member, slot.ask(nowhere, kit));
        const [a, b] = [told(hidden.bytes, asked), told(unknown.bytes, nowhere)];
        const note = slot.note === undefined ? '' : ` (${slot.note})`;
        if (a !== b)
          prober.fault(
            member,
            `${name}.${slot.argument}${note} tells ${word} from a word nobody wrote:\n  ${a}\n  ${b}`,
          );
      }
}

/** A cursor is sealed anew each time; only its length tells anything. */
const SEALED = /[A-Za-z0-9_-]{60,}/g;

function told(bytes: string, word: string): string {
  return bytes.replaceAll(word, '<word>').replaceAll(SEALED, (cursor) => `<${cursor.length}>`);
}
