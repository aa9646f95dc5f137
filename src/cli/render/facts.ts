import type { Source, SourceFlag } from '../../domain/source.js';
import { safeLine } from '../terminal/safe-text.js';
import { style } from '../terminal/style.js';

/** Parts with something in them, in one line. */
export function dotted(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(style.faint(' · '));
}

/** What a reader should know of a text before trusting it; empty where there is nothing. */
export function beware({ flags = [] }: Source): string {
  return flags.length === 0 ? '' : style.bad(`Beware: ${flags.map((flag) => DOUBTS[flag]).join('; ')}.`);
}

/** Who wrote it, through which program, and what an imported file said of it. */
export function sourceText({ kind, client, session_id, origin }: Source): string {
  const session = session_id === undefined ? '' : `, session ${safeLine(session_id)}`;
  const from =
    origin === undefined ? '' : `, from a ${safeLine(origin.format)} file as ${safeLine(origin.original_id)}`;
  return `${kind}${client === undefined ? '' : ` through ${safeLine(client)}`}${session}${from}`;
}

/** `1 memory`, `3 memories`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

const DOUBTS: Readonly<Record<SourceFlag, string>> = {
  hidden_characters: 'it holds characters that are not seen',
  bidirectional_characters: 'it holds characters that turn the order of letters',
  reads_like_instructions: 'it reads like instructions to an assistant',
};
