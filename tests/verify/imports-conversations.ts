import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Item, MadeFile } from './import-files/items.js';

/** One conversation an item, as a service writes it. */
type Writer = (item: Item, name: (message: number) => string) => object;

/** Exports of conversations in the exact form of the services: one array on one line. */
export const CONVERSATION_MAKERS: readonly ((folder: string, items: readonly Item[]) => Promise<MadeFile>)[] =
  [
    (folder, items) => makeFile(folder, items, 'claude', claude),
    (folder, items) => makeFile(folder, items, 'chatgpt', chatgpt),
  ];

const MESSAGES = 20;
const AT_ONCE = 500;

async function makeFile(
  folder: string,
  items: readonly Item[],
  tag: string,
  write: Writer,
): Promise<MadeFile> {
  const path = join(folder, 'conversations.json');
  const memories = new Map<string, Readonly<Record<string, unknown>>>();
  let text = '[';
  await writeFile(path, '');
  for (const item of items) {
    const name = (message: number): string =>
      `0199bbbb-0000-7000-8000-${String(item.number * MESSAGES + message).padStart(12, '0')}`;
    text += `${item.number === 0 ? '' : ', '}${JSON.stringify(write(item, name))}`;
    if (item.number % AT_ONCE === AT_ONCE - 1) {
      await writeFile(path, text, { flag: 'a' });
      text = '';
    }
    const { id, title } = item;
    memories.set(id, { id, type: 'conversation', title, content: transcript(item), tags: [tag] });
  }
  await writeFile(path, `${text}]`, { flag: 'a' });
  return { format: `${tag}-export`, path, memories, relationships: new Set() };
}

function said({ number, content }: Item, message: number): string {
  return `${content}\n\n\`\`\`ts\nconst said = "${number}.${message}";\n\`\`\``;
}

function transcript(item: Item): string {
  const when = item.created_at.toISOString().slice(0, 16).replace('T', ' ');
  return Array.from({ length: MESSAGES }, (_, message) => {
    return `## ${message % 2 === 0 ? 'User' : 'Assistant'} (${when})\n\n${said(item, message)}`;
  }).join('\n\n');
}

function claude(item: Item, name: (message: number) => string): object {
  const at = item.created_at.toISOString().replace('Z', '456Z');
  const times = { created_at: at, updated_at: at };
  const chat_messages = Array.from({ length: MESSAGES }, (_, message) => {
    const text = said(item, message);
    const thinking = message % 2 === 0 ? [] : [{ type: 'thinking', thinking: 'hidden', summaries: [] }];
    return {
      uuid: name(message),
      text,
      content: [...thinking, { start_timestamp: at, stop_timestamp: at, type: 'text', text, citations: [] }],
      sender: message % 2 === 0 ? 'human' : 'assistant',
      ...times,
      attachments: [],
      files: [],
    };
  });
  const account = { uuid: '0199cccc-0000-7000-8000-000000000000' };
  return { uuid: item.id, name: item.title, summary: '', ...times, account, chat_messages };
}

function chatgpt(item: Item, name: (message: number) => string): object {
  const at = item.created_at.getTime() / 1000 + 0.000456;
  const mapping: Record<string, object> = {
    root: { id: 'root', message: null, parent: null, children: [name(0)] },
  };
  for (let message = 0; message < MESSAGES; message++)
    mapping[name(message)] = {
      id: name(message),
      message: {
        id: name(message),
        author: { role: message % 2 === 0 ? 'user' : 'assistant', name: null, metadata: {} },
        create_time: at,
        update_time: null,
        content: { content_type: 'text', parts: [said(item, message)] },
        status: 'finished_successfully',
        weight: 1,
        metadata: {},
        recipient: 'all',
      },
      parent: message === 0 ? 'root' : name(message - 1),
      children: message === MESSAGES - 1 ? [] : [name(message + 1)],
    };
  const times = { create_time: at, update_time: at };
  const { id, title } = item;
  return { title, ...times, mapping, current_node: name(MESSAGES - 1), conversation_id: id, id };
}
