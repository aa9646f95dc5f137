import { estimateTokens } from '../../search/token-budget.js';
import { type Length, memoryLine } from './lines.js';
import { SECTIONS, type Section } from './sections.js';

/** From this budget on so much is written of a memory; where a line does not fit, its title alone is tried. */
const LENGTHS: readonly { readonly from_tokens: number; readonly length: Length }[] = [
  { from_tokens: 3_000, length: { title: 120, text: 280 } },
  { from_tokens: 1_200, length: { title: 100, text: 160 } },
  { from_tokens: 400, length: { title: 80, text: 90 } },
  { from_tokens: 0, length: { title: 60, text: 0 } },
];
/** The least that is written of a memory. */
const SHORTEST: Length = { title: 60, text: 0 };
/** Below this, what is left out is told in a few words. */
const FEW_TOKENS = 300;
/** Lines that a part gets in each round. */
const A_ROUND: Readonly<Partial<Record<Section['name'], number>>> = { matches: 2, open: 2 };

/** Parts as text; `tokens` is its cost by the estimate, never above the budget. */
export interface Fitted {
  /** Empty where nothing is stored, or not even one memory fits. */
  readonly text: string;
  readonly tokens: number;
  readonly shown: number;
}

/** A part while it is filled. */
interface Filling {
  readonly section: Section;
  readonly lines: string[];
  full: boolean;
}

/**
 * Fits the parts into a budget: in rounds each part gets its next memory, so that a small budget shows the best of
 * each and a large one all. Ends with what was left out.
 */
export function fitSections(head: string, sections: readonly Section[], max_tokens: number): Fitted {
  const fillings = sections.map((section): Filling => ({ section, lines: [], full: false }));
  // Before anything is shown everything is left: the note can only become shorter.
  const note = cost(leftOut(fillings, max_tokens));
  fill(fillings, max_tokens - cost(head) - note, max_tokens);
  if (fillings.every(({ lines }) => lines.length === 0)) fill(fillings, max_tokens - cost(head), max_tokens);
  const shown = fillings.reduce((sum, { lines }) => sum + lines.length, 0);
  if (shown === 0) return { text: '', tokens: 0, shown };
  const parts = fillings
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ section, lines }) => [heading(section), ...lines]);
  const whole = [head, ...parts, leftOut(fillings, max_tokens)].filter((line) => line !== '').join('\n');
  const text = estimateTokens(whole) <= max_tokens ? whole : [head, ...parts].join('\n');
  return { text, tokens: estimateTokens(text), shown };
}

function fill(fillings: readonly Filling[], budget: number, max_tokens: number): void {
  const length = LENGTHS.find(({ from_tokens }) => max_tokens >= from_tokens)?.length ?? SHORTEST;
  let left = budget;
  for (const filling of fillings) filling.full = false;
  while (fillings.some((filling) => !isDone(filling))) {
    for (const filling of fillings) {
      for (let turn = A_ROUND[filling.section.name] ?? 1; turn > 0 && !isDone(filling); turn--)
        left -= add(filling, length, left);
    }
  }
}

function isDone({ section, lines, full }: Filling): boolean {
  return full || lines.length === section.memories.length;
}

/** @returns what the next line of a part cost; 0 where it did not fit, and the part is full. */
function add(filling: Filling, length: Length, left: number): number {
  const { section, lines } = filling;
  const memory = section.memories[lines.length];
  if (memory === undefined) return 0;
  const frame = lines.length === 0 ? cost(heading(section)) : 0;
  for (const each of [length, SHORTEST]) {
    const line = memoryLine(memory, each, section.words);
    const price = frame + cost(line);
    if (price > left) continue;
    lines.push(line);
    return price;
  }
  filling.full = true;
  return 0;
}

function heading({ name }: Section): string {
  return `${SECTIONS[name].title}:`;
}

function leftOut(fillings: readonly Filling[], max_tokens: number): string {
  const rest = fillings
    .map(({ section, lines }) => ({ section, count: section.memories.length - lines.length }))
    .filter(({ section, count }) => count > 0 || section.has_more);
  if (rest.length === 0) return '';
  if (max_tokens < FEW_TOKENS) {
    const sum = rest.reduce((total, { count }) => total + count, 0);
    const plus = rest.some(({ section }) => section.has_more) ? '+' : '';
    return `${sum}${plus} more: recall_memories; get_memory for one whole.`;
  }
  const counts = rest.map(({ section, count }) => {
    const number = count === 0 ? 'further' : `${count}${section.has_more ? '+' : ''}`;
    return `${number} ${SECTIONS[section.name].left}`;
  });
  return `Not shown: ${counts.join(', ')}. recall_memories finds them by words; get_memory gives the whole of one by its id.`;
}

/** With the line's end; a sum of such costs is never below the cost of the lines together. */
function cost(line: string): number {
  return line === '' ? 0 : estimateTokens(`${line}\n`);
}
