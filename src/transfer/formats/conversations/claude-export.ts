import type { ImportFormat } from '../format.js';
import { type Fields, fieldsOf, timeOf } from '../records/values.js';
import { conversationFormat } from './conversation-format.js';
import type { Conversation, Turn } from './transcript.js';
import { listOf, textOf } from './values.js';

/** The parent of first messages. */
const BEGINNING = '00000000-0000-4000-8000-000000000000';
const ATTACHED = 'a file attached to a message';
// What an export shows in place of blocks it cannot.
const PLACEHOLDER = /```\s*This block is not supported on your current device yet\.\s*```/g;

/** The data export of Claude: `conversations.json`, or the folder it lies in. */
export const claudeExport: ImportFormat = conversationFormat({
  name: 'claude-export',
  title: 'the data export of Claude (conversations.json, or its folder)',
  mark: /(?<!\\)"chat_messages"\s*:/,
  tag: 'claude',
  conversationOf,
});

function conversationOf(value: Fields): Conversation | null {
  if (!Array.isArray(value.chat_messages)) return null;
  const { messages, others } = branchOf(value);
  const leftOut: string[] = others === 0 ? [] : ['messages of other branches'];
  const turns = messages.map((message) => turnOf(message, leftOut));
  const project = fieldsOf(value.project);
  const model = textOf(value.model);
  return {
    id: textOf(value.uuid),
    title: textOf(value.name),
    summary: textOf(value.summary),
    created_at: timeOf(value.created_at),
    updated_at: timeOf(value.updated_at),
    turns,
    metadata: {
      ...(model === '' ? {} : { model }),
      ...(textOf(project.name) === '' ? {} : { project: textOf(project.name) }),
    },
    leftOut,
  };
}

/** Where messages were edited, the branch that was shown last; else all in their order. */
function branchOf(value: Fields): { messages: Fields[]; others: number } {
  const all = listOf(value.chat_messages).map(fieldsOf);
  const byId = new Map(all.map((message) => [textOf(message.uuid), message]));
  byId.delete('');
  const branch = new Set<Fields>();
  const leaf = byId.get(textOf(value.current_leaf_message_uuid));
  let message = leaf ?? all.at(-1);
  let parent = '';
  while (message !== undefined && !branch.has(message)) {
    branch.add(message);
    parent = textOf(message.parent_message_uuid);
    message = byId.get(parent);
  }
  // Without a leaf that is named, only a way that leads to the beginning is believed.
  const messages = leaf === undefined && parent !== BEGINNING ? all : [...branch].reverse();
  return { messages, others: all.length - messages.length };
}

function turnOf(message: Fields, leftOut: string[]): Turn {
  const blocks = listOf(message.content).map(fieldsOf);
  const texts = blocks.filter(({ type }) => type === 'text').map(({ text }) => textOf(text));
  for (const { type } of blocks) if (type !== 'text') leftOut.push(`${kindOf(type)} in a message`);
  const said = texts.some((text) => text.trim() !== '') ? texts.join('\n\n') : textOf(message.text);
  const files = [...listOf(message.attachments), ...listOf(message.files), ...listOf(message.files_v2)].map(
    fieldsOf,
  );
  const names = new Set<string>();
  const pasted: string[] = [];
  for (const file of files) {
    const name = textOf(file.file_name);
    // What is pasted in length has no name: it is part of what was said.
    if (name === '') pasted.push(textOf(file.extracted_content));
    else names.add(`[attached: ${name}]`);
  }
  for (let index = 0; index < names.size; index++) leftOut.push(ATTACHED);
  const text = [said.replaceAll(PLACEHOLDER, '').trim(), ...pasted, ...names].filter(
    (part) => part.trim() !== '',
  );
  return {
    speaker: message.sender === 'human' || message.sender === 'user' ? 'User' : 'Assistant',
    text: text.join('\n\n'),
    at: timeOf(message.created_at),
  };
}

function kindOf(type: unknown): string {
  if (type === 'thinking') return 'thinking';
  return type === 'tool_use' || type === 'tool_result'
    ? 'a tool call or its result'
    : 'a block of another kind';
}
