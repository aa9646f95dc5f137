import type { JsonValue } from '../../../domain/memory-context.js';
import { titleFromContent } from '../../../domain/title.js';
import type { ImportLine } from '../../import/read-import.js';
import { madeId } from '../records/made-id.js';
import { memoryLines } from '../records/memory-lines.js';
import { keptText } from '../records/plain-values.js';

/** What one side said, in the order it was said. */
export interface Turn {
  readonly speaker: 'User' | 'Assistant';
  readonly text: string;
  readonly at: string | null;
}

/** A conversation as its program exports it. */
export interface Conversation {
  readonly id: string;
  readonly title: string;
  readonly summary?: string;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly turns: readonly Turn[];
  readonly metadata: Readonly<Record<string, JsonValue>>;
  /** Parts that a transcript does not show, one reason each. */
  readonly leftOut: readonly string[];
}

/** A conversation as lines of an import: its transcript, in parts where it is too long for one memory. */
export function* conversationLines(
  number: number,
  tag: string,
  conversation: Conversation,
): Generator<ImportLine> {
  const turns = conversation.turns.filter(({ text }) => text.trim() !== '');
  const first = turns.find(({ speaker }) => speaker === 'User') ?? turns[0];
  if (first === undefined) {
    yield { kind: 'left_out', number, record: 'memory', reason: 'a conversation without messages' };
    return;
  }
  const { id, title, created_at } = conversation;
  const transcript = keptText(transcriptOf(turns));
  yield* memoryLines(number, {
    summary: conversation.summary,
    created_at,
    updated_at: conversation.updated_at,
    id: id === '' ? madeId(tag, created_at ?? '', transcript) : id,
    original_id: id === '' ? `${tag} conversation ${number}` : id,
    type: 'conversation',
    title: keptText(title).trim() || titleFromContent(keptText(first.text)),
    content: transcript,
    tags: [tag],
    metadata: { ...conversation.metadata, messages: turns.length },
  });
  for (const reason of conversation.leftOut) yield { kind: 'left_out', number, record: 'detail', reason };
}

/** What one side says in a row stands under one heading. */
function transcriptOf(turns: readonly Turn[]): string {
  const sections: string[] = [];
  let speaker = '';
  for (const turn of turns) {
    const when = turn.at === null ? '' : ` (${turn.at.slice(0, 16).replace('T', ' ')})`;
    const heading = turn.speaker === speaker ? '' : `## ${turn.speaker}${when}\n\n`;
    sections.push(`${heading}${turn.text.trim()}`);
    speaker = turn.speaker;
  }
  return sections.join('\n\n');
}
