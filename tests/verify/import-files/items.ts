/** What a file of another program holds, as the program itself would say it. */
export interface Item {
  readonly number: number;
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly content: string;
  readonly tags: readonly string[];
  readonly importance: number;
  readonly created_at: Date;
}

export interface Link {
  readonly from: Item;
  readonly to: Item;
  readonly type: 'DEPENDS_ON';
}

/** A made file, and what must be in a store after its import. */
export interface MadeFile {
  readonly format: string;
  /** The program that wrote it, where it was not written here. */
  readonly made_by?: string;
  readonly path: string;
  /** By the id or name that the program knows a memory by: the fields that the format holds. */
  readonly memories: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** As `from type to`, by the same ids. */
  readonly relationships: ReadonlySet<string>;
}

const TYPES = ['solution', 'problem', 'decision', 'general', 'workflow', 'code_pattern'] as const;
const WORDS = ['pool', 'retry', 'größe', '日本語', 'index', '🎉 release', '"quoted" \\ back', 'tab\there'];
const BEGIN = Date.UTC(2025, 0, 1, 12, 30, 15, 123);
const MINUTE_MS = 60_000;
/** A chain ends here: longer ones are no likelier and take longer to check. */
const CHAIN = 100;

/** Items that are all different, with text of several scripts and lines. */
export function makeItems(count: number): Item[] {
  return Array.from({ length: count }, (_, number) => ({
    number,
    id: `0199aaaa-0000-7000-8000-${String(number).padStart(12, '0')}`,
    type: TYPES[number % TYPES.length] ?? 'general',
    title: `Item ${number} of the ${WORDS[number % WORDS.length]?.replace('\t', ' ')}`,
    content: Array.from(
      { length: 1 + (number % 9) },
      (_, line) => `Line ${line} of item ${number}: ${WORDS[(number + line) % WORDS.length]} and more words.`,
    ).join('\n'),
    tags: [`group-${number % 50}`, ...(number % 3 === 0 ? ['third one'] : [])],
    importance: (number % 101) / 100,
    created_at: new Date(BEGIN + number * MINUTE_MS),
  }));
}

/** Chains of items, each item needing the one before it. */
export function makeLinks(items: readonly Item[]): Link[] {
  return items.flatMap((from, index) => {
    const to = items[index - 1];
    return to === undefined || index % CHAIN === 0 ? [] : [{ from, to, type: 'DEPENDS_ON' as const }];
  });
}

/** The relationships of links, with items called as the program calls them. */
export function linkKeys(links: readonly Link[], nameOf: (item: Item) => string): Set<string> {
  return new Set(links.map(({ from, to, type }) => `${nameOf(from)} ${type} ${nameOf(to)}`));
}
