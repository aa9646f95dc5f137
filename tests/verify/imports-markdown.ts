import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary.js';
import type { Item, Link, MadeFile } from './import-files/items.js';

type Maker = (folder: string, items: readonly Item[], links: readonly Link[]) => Promise<MadeFile>;
type Fields = Readonly<Record<string, unknown>>;

/** Every kind of Markdown, in the exact form its program writes. */
export const MARKDOWN_MAKERS: readonly Maker[] = [makeBasicMemory, makePython, makeVault, makeMirror];

async function writeNote(folder: string, path: string, lines: readonly string[]): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, lines.join('\n'));
}

function linksFrom(links: readonly Link[]): Map<string, Item> {
  return new Map(links.map(({ from, to }) => [from.id, to]));
}

async function makeBasicMemory(
  folder: string,
  items: readonly Item[],
  links: readonly Link[],
): Promise<MadeFile> {
  const needs = linksFrom(links);
  const permalink = ({ number }: Item): string => `main/part-${number % 40}/item-${number}`;
  const memories = new Map<string, Fields>();
  for (const item of items) {
    const { number, title, type, content } = item;
    const needed = needs.get(item.id);
    const body = [
      `# ${title}`,
      '',
      content,
      '',
      `- [tech] seen ${number} times #tag${number % 50} (in tests)`,
      '- [ ] not an observation #nor-a-tag',
      ...(needed === undefined ? [] : [`- depends_on [[${needed.title}]]`]),
    ].join('\n');
    const front = [
      '---',
      `title: ${JSON.stringify(title)}`,
      `type: ${type}`,
      `permalink: ${permalink(item)}`,
    ];
    const tags = ['tags:', ...item.tags.map((tag) => `- ${tag}`), '---'];
    await writeNote(folder, `part-${number % 40}/Item ${number}.md`, [...front, ...tags, '', body, '']);
    memories.set(permalink(item), { type, title, content: body, tags: [...item.tags, `tag${number % 50}`] });
  }
  const edges = links.map(({ from, to }) => `${permalink(from)} DEPENDS_ON ${permalink(to)}`);
  return { format: 'basic-memory', path: folder, memories, relationships: new Set(edges) };
}

async function makePython(folder: string, items: readonly Item[], links: readonly Link[]): Promise<MadeFile> {
  const memories = new Map<string, Fields>();
  const around = new Map<string, Item[]>(items.map(({ id }) => [id, []]));
  for (const { from, to } of links) {
    around.get(from.id)?.push(to);
    around.get(to.id)?.push(from);
  }
  for (const item of items) {
    const { id, number, type, title, content, tags, importance, created_at } = item;
    const at = created_at.toISOString().replace('Z', '456+00:00');
    const others = (around.get(id) ?? []).map((other) => `- **DEPENDS_ON** → [${other.title}](${other.id})`);
    await writeNote(folder, `Item_${number}_${id.slice(0, 8)}_${number}.md`, [
      '---',
      `title: ${title}`,
      `id: ${id}`,
      `type: ${type}`,
      `importance: ${importance}`,
      'confidence: 0.8',
      `tags: [${tags.join(', ')}]`,
      `created_at: ${at}`,
      `updated_at: ${at}`,
      'project: /home/dana/code/shop-api',
      '---',
      '',
      '## Summary\n',
      `In short: ${number}`,
      '',
      '## Content\n',
      content,
      '',
      ...(others.length === 0 ? [] : ['## Relationships\n', ...others, '']),
    ]);
    const fields = { id, type, title, summary: `In short: ${number}`, content, tags, importance };
    memories.set(id, { ...fields, valid_from: created_at.toISOString() });
  }
  // The export lists an edge at both of its ends and does not say in which direction it leads.
  const edges = links.map(({ from, to }) => [from.id, to.id].toSorted().join(' RELATED_TO '));
  return { format: 'memorygraph-python-markdown', path: folder, memories, relationships: new Set(edges) };
}

async function makeVault(folder: string, items: readonly Item[], links: readonly Link[]): Promise<MadeFile> {
  const needs = linksFrom(links);
  const memories = new Map<string, Fields>();
  const path = ({ number }: Item): string =>
    number % 10 === 0
      ? `docs/adr/${String(number).padStart(5, '0')}-choice.md`
      : `vault/${number % 30}/idea ${number}.md`;
  for (const item of items) {
    const needed = needs.get(item.id);
    const name = needed === undefined ? '' : path(needed).replaceAll(/^.*\/|\.md$/g, '');
    const content = [
      `# ${item.title}`,
      '',
      `${item.content} #idea-${item.number % 20}`,
      '',
      '```sh\n# no heading [[no link]] #no-tag\n```',
      ...(needed === undefined ? [] : ['', `It goes on from [[${name}|the one before]].`]),
    ].join('\n');
    const day = item.created_at.toISOString().slice(0, 10);
    const front = ['---', 'status: draft', `date: ${day}`, '---', ''];
    await writeNote(folder, path(item), [...(item.number % 3 === 0 ? front : []), content, '']);
    const type = item.number % 10 === 0 ? 'decision' : 'general';
    memories.set(path(item), { type, title: item.title, content, tags: [`idea-${item.number % 20}`] });
  }
  const edges = links.map(({ from, to }) => `${path(from)} RELATED_TO ${path(to)}`);
  return { format: 'markdown', path: folder, memories, relationships: new Set(edges) };
}

/** Made by the program itself, from a store that holds the items. */
async function makeMirror(folder: string, items: readonly Item[], links: readonly Link[]): Promise<MadeFile> {
  const store = temporaryFolder('mirror-store');
  const lines: object[] = [{ format: 'memorygraph-export', version: 1 }];
  const memories = new Map<string, Fields>();
  for (const { number, created_at, ...item } of items) {
    const fields = {
      ...item,
      content: `${item.content}\r\n---\n\n## Relationships\n${number}\n`,
      summary: `In short: ${number}`,
      valid_from: created_at.toISOString(),
      context: { additional_metadata: { number }, project_id: `example.com/p/${number % 5}` },
    };
    lines.push({ kind: 'memory', ...fields });
    memories.set(item.id, fields);
  }
  for (const { from, to, type } of links)
    lines.push({ kind: 'relationship', from_memory_id: from.id, to_memory_id: to.id, type });
  const file = join(store, 'items.jsonl');
  await writeFile(file, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  const path = join(folder, 'mirror');
  for (const args of [
    ['import', '--input', file],
    ['export', '--format', 'markdown', '--output', path],
  ]) {
    const { code, stderr } = await runCommand({ folder: store }, args);
    if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${stderr}`);
  }
  const edges = links.map(({ from, to, type }) => `${from.id} ${type} ${to.id}`);
  return {
    format: 'memorygraph-markdown',
    made_by: 'memorygraph',
    path,
    memories,
    relationships: new Set(edges),
  };
}
