import type { ImportFormat } from '../format.js';
import { type Fields, fieldsOf, timeOf } from '../records/values.js';
import { conversationFormat } from './conversation-format.js';
import type { Conversation, Turn } from './transcript.js';
import { listOf, textOf } from './values.js';

const SHOWN = new Set(['text', 'multimodal_text', 'code', '']);
// References to sources, between private characters; what they point to is not in the export.
const REFERENCES = /\ue200[^\ue201]*\ue201/g;
const DETAILS = ['default_model_slug', 'gizmo_id', 'is_archived', 'conversation_template_id'] as const;

/** The data export of ChatGPT: `conversations.json` (or `conversations-000.json`, ...), or the folder it lies in. */
export const chatgptExport: ImportFormat = conversationFormat({
  name: 'chatgpt-export',
  title: 'the data export of ChatGPT (conversations.json, or its folder)',
  mark: /(?<!\\)"mapping"\s*:\s*\{/,
  tag: 'chatgpt',
  conversationOf,
});

function conversationOf(value: Fields): Conversation | null {
  if (typeof value.mapping !== 'object' || value.mapping === null) return null;
  const leftOut: string[] = [];
  const { messages, others } = branchOf(value);
  if (others > 0) leftOut.push('messages of other branches');
  const turns = messages.flatMap((message) => turnOf(message, leftOut));
  const details = DETAILS.flatMap((key): [string, string | boolean][] => {
    const detail = value[key];
    return (typeof detail === 'string' && detail !== '') || detail === true ? [[key, detail]] : [];
  });
  return {
    id: textOf(value.conversation_id) || textOf(value.id),
    title: textOf(value.title),
    created_at: timeOf(value.create_time),
    updated_at: timeOf(value.update_time),
    turns,
    metadata: Object.fromEntries(details),
    leftOut,
  };
}

/** The messages from the first to the current one: every answer that was made anew is a branch of its own. */
function branchOf(value: Fields): { messages: Fields[]; others: number } {
  const mapping = fieldsOf(value.mapping);
  const nodes = new Map(Object.entries(mapping).map(([id, node]) => [id, fieldsOf(node)]));
  const branch: Fields[] = [];
  const seen = new Set<string>();
  let id = nodes.has(textOf(value.current_node)) ? textOf(value.current_node) : lastLeaf(nodes);
  for (let node = nodes.get(id); node !== undefined && !seen.has(id); node = nodes.get(id)) {
    seen.add(id);
    branch.push(fieldsOf(node.message));
    id = textOf(node.parent);
  }
  const others = [...nodes].filter(([each, node]) => !seen.has(each) && isSaid(fieldsOf(node.message)));
  return { messages: branch.reverse(), others: others.length };
}

/** The latest message that nothing answers. */
function lastLeaf(nodes: ReadonlyMap<string, Fields>): string {
  const parents = new Set([...nodes.values()].map((node) => textOf(node.parent)));
  let [last, latest] = ['', ''];
  for (const [id, node] of nodes) {
    const at = timeOf(fieldsOf(node.message).create_time) ?? '';
    if (!parents.has(id) && (last === '' || at >= latest)) [last, latest] = [id, at];
  }
  return last;
}

function isSaid(message: Fields): boolean {
  const role = fieldsOf(message.author).role;
  return role === 'user' || role === 'assistant';
}

function turnOf(message: Fields, leftOut: string[]): Turn[] {
  const content = fieldsOf(message.content);
  const metadata = fieldsOf(message.metadata);
  const type = textOf(content.content_type);
  const recipient = textOf(message.recipient) || 'all';
  const role = fieldsOf(message.author).role;
  if (role === 'tool' || recipient !== 'all') leftOut.push('a tool call or its result in a message');
  else if (type === 'thoughts' || type === 'reasoning_recap') leftOut.push('thinking in a message');
  else if (isSaid(message) && SHOWN.has(type) && metadata.is_visually_hidden_from_conversation !== true) {
    const files = listOf(metadata.attachments).map((each) => textOf(fieldsOf(each).name));
    const parts = partsOf(content, leftOut);
    const text = [...parts, ...files.filter((name) => name !== '').map((name) => `[attached: ${name}]`)];
    return [
      {
        speaker: role === 'user' ? 'User' : 'Assistant',
        text: text.join('\n\n').replaceAll(REFERENCES, ''),
        at: timeOf(message.create_time),
      },
    ];
  } else if (Object.keys(content).length > 0) leftOut.push('a hidden or system message');
  return [];
}

function partsOf(content: Fields, leftOut: string[]): string[] {
  const text = textOf(content.text);
  if (content.content_type === 'code')
    return text === '' ? [] : [`\`\`\`${languageOf(content)}\n${text}\n\`\`\``];
  const parts = Array.isArray(content.parts) ? content.parts : [text];
  return parts.flatMap((part: unknown) => {
    if (typeof part === 'string') return part === '' ? [] : [part];
    const fields = fieldsOf(part);
    // Speech comes with what was understood of it.
    if (textOf(fields.text) !== '') return [textOf(fields.text)];
    const kind = /image/.test(textOf(fields.content_type)) ? 'image' : 'audio or video';
    leftOut.push(kind === 'image' ? 'an image in a message' : 'audio or video in a message');
    return [`[${kind}]`];
  });
}

function languageOf(content: Fields): string {
  const language = textOf(content.language);
  return /^[\w+#-]{1,20}$/.test(language) && language !== 'unknown' ? language : '';
}
