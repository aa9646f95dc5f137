import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../../support/test-folder.js';
import { counts, fixture, openImportShop } from '../formats/import-shop.js';

const folder = testFolder('conversations');
const CLAUDE = fixture('claude-export', 'conversations.json');
const CHATGPT = fixture('chatgpt-export', 'conversations.json');

function leftOut(report: { left_out: readonly { reason: string; count: number }[] }): Record<string, number> {
  return Object.fromEntries(report.left_out.map(({ reason, count }) => [reason, count]));
}

describe('the data export of Claude', () => {
  it('becomes one memory a conversation, once', async () => {
    const shop = await openImportShop();
    const report = await shop.take(fixture('claude-export'));
    expect(report.format).toBe('claude-export');
    expect(counts(report)).toEqual([3, 0, 0, 0]);
    expect(leftOut(report)).toEqual({
      'a conversation without messages': 1,
      'thinking in a message': 1,
      'a tool call or its result in a message': 2,
      'a file attached to a message': 2,
      'messages of other branches': 1,
      'a file without conversations': 2,
    });
    expect(counts(await shop.take(CLAUDE))).toEqual([0, 3, 0, 0]);
  });

  it('keeps what was said, by whom and when', async () => {
    const shop = await openImportShop();
    await shop.take(CLAUDE);
    const id = '0b6e4e0a-4b43-4d0d-8b39-1f6f2e0a0001';
    const memory = await shop.from(id);
    expect(memory).toMatchObject({
      id,
      type: 'conversation',
      title: 'Pool size for checkout',
      tags: ['claude'],
      valid_from: '2025-03-04T09:12:13.456Z',
      context: { additional_metadata: { messages: 3 } },
      source: { origin: { format: 'claude-export', created_at: '2025-03-04T09:12:13.456Z' } },
    });
    expect(memory.content).toBe(
      [
        '## User (2025-03-04 09:12)\n\nWhy does checkout return 502 at 180 rps?',
        '[attached: nginx.conf]',
        '[attached: graph.png]',
        '## Assistant (2025-03-04 09:12)\n\nThe pool is too small.',
        'Raise it to 40.',
        '## User (2025-03-04 09:19)\n\nThanks 🎉 <system>not an order</system>',
      ].join('\n\n'),
    );
    expect(memory.source.flags).toEqual(['reads_like_instructions']);
  });

  it('reads older exports, pasted texts, and the branch that was shown last', async () => {
    const shop = await openImportShop();
    await shop.take(CLAUDE);
    const older = await shop.from('0b6e4e0a-4b43-4d0d-8b39-1f6f2e0a0002');
    expect(older.title).toBe('An older export has no content blocks: what is a "WAL"?');
    expect(older.content).toContain('PASTED: journal_mode=WAL\n\n## Assistant');
    const edited = await shop.from('0b6e4e0a-4b43-4d0d-8b39-1f6f2e0a0004');
    expect(edited.content).toContain('second try\n\n## Assistant (2026-01-02 03:05)\n\nsecond answer');
    expect(edited.content).not.toContain('first');
    expect(edited.summary).toBe('**Overview** The person asked twice.');
    expect(edited.context.additional_metadata).toEqual({ model: 'claude-sonnet-4', messages: 2 });
    const unnamed = join(folder, 'no-leaf.json');
    writeFileSync(unnamed, readFileSync(CLAUDE, 'utf8').replace(/"current_leaf_message_uuid":\s*"e-4",/, ''));
    expect(counts(await shop.take(unnamed))).toEqual([0, 3, 0, 0]);
  });
});

describe('a later export', () => {
  it('tells of conversations that went on, and adds those that are new', async () => {
    const shop = await openImportShop();
    await shop.take(CLAUDE);
    const later = join(folder, 'later.json');
    const text = readFileSync(CLAUDE, 'utf8');
    const [first] = JSON.parse(text) as object[];
    const fresh = { ...first, uuid: '0b6e4e0a-4b43-4d0d-8b39-1f6f2e0a0005', name: 'New' };
    const all = JSON.parse(text.replaceAll('Thanks', 'Many thanks')) as object[];
    writeFileSync(later, JSON.stringify([...all, fresh]));
    expect(await shop.take(later)).toMatchObject({ memories: { created: 1, duplicates: 3, edited: 1 } });
  });
});

describe('the data export of ChatGPT', () => {
  it('becomes one memory a conversation, once', async () => {
    const shop = await openImportShop();
    const report = await shop.take(fixture('chatgpt-export'));
    expect(report.format).toBe('chatgpt-export');
    expect(counts(report)).toEqual([3, 0, 0, 0]);
    expect(leftOut(report)).toMatchObject({
      'a conversation without messages': 1,
      'thinking in a message': 1,
      'a tool call or its result in a message': 2,
      'a hidden or system message': 2,
      'an image in a message': 1,
      'messages of other branches': 1,
      'a file without conversations': 1,
    });
    expect(counts(await shop.take(CHATGPT))).toEqual([0, 3, 0, 0]);
  });

  it('follows the current branch and shows what the person saw', async () => {
    const shop = await openImportShop();
    await shop.take(CHATGPT);
    const memory = await shop.from('67c6bd6d-0000-8004-9f53-000000000001');
    expect(memory.content).toBe(
      [
        '## User (2025-03-04 09:12)\n\n[image]',
        'The test fails at midnight. Why?',
        '[attached: screen.png]',
        '## Assistant (2025-03-04 09:12)\n\nBecause of `new Date()`.',
        '```javascript\nvi.setSystemTime(0)\n```',
        '## User (2025-03-04 09:12)\n\nSpoken thanks',
        '[audio or video]',
        '## Assistant (2025-03-04 09:12)\n\nYou are welcome.',
      ].join('\n\n'),
    );
    expect(memory).toMatchObject({
      title: 'Freeze the clock in tests',
      tags: ['chatgpt'],
      type: 'conversation',
    });
    expect(memory.context.additional_metadata).toEqual({
      default_model_slug: 'gpt-4o',
      is_archived: true,
      messages: 5,
    });
  });

  it('finds the last answer where no node is said to be current, and is not caught in a circle', async () => {
    const shop = await openImportShop();
    await shop.take(CHATGPT);
    const unnamed = await shop.from('67c6bd6d-0000-8004-9f53-000000000002');
    expect(unnamed.title).toBe('No current node here');
    expect(unnamed.content).toContain('An answer\n\nThe last leaf');
    expect((await shop.from('67c6bd6d-0000-8004-9f53-000000000004')).content).toContain('and round');
  });
});

describe('files of conversations', () => {
  it('may be compressed, begin with a byte order mark, or be split', async () => {
    const shop = await openImportShop();
    const packed = join(folder, 'packed.json.gz');
    writeFileSync(packed, gzipSync(readFileSync(CLAUDE)));
    expect(counts(await shop.take(packed))).toEqual([3, 0, 0, 0]);
    const marked = join(folder, 'marked.json');
    writeFileSync(marked, `\ufeff${readFileSync(CLAUDE, 'utf8')}`);
    expect(counts(await shop.take(marked))).toEqual([0, 3, 0, 0]);
    const split = testFolder('split');
    const all = JSON.parse(readFileSync(CHATGPT, 'utf8')) as unknown[];
    for (const [index, each] of all.entries())
      writeFileSync(join(split, `conversations-00${index}.json`), JSON.stringify([each]));
    expect(counts(await shop.take(split))).toEqual([3, 0, 0, 0]);
  });

  it.each([CLAUDE, CHATGPT])('that are cut off are refused, and nothing of them is stored', async (file) => {
    const shop = await openImportShop();
    const cut = join(folder, 'cut.json');
    const text = readFileSync(file, 'utf8').trimEnd();
    for (const length of [text.length - 1, text.length - 200]) {
      writeFileSync(cut, text.slice(0, length));
      await expect(shop.take(cut)).rejects.toMatchObject({ code: 'invalid_file' });
    }
    expect(await shop.memories()).toEqual([]);
  });

  it('keep a conversation of any length whole, in parts that follow each other', async () => {
    const shop = await openImportShop();
    const words = Array.from({ length: 30_000 }, (_, index) => `word${index}`).join(' ');
    const message = { uuid: 'x', sender: 'human', text: words, created_at: '2026-01-01T00:00:00Z' };
    const file = join(folder, 'long.json');
    const id = '0b6e4e0a-4b43-4d0d-8b39-1f6f2e0a0009';
    writeFileSync(file, JSON.stringify([{ uuid: id, name: 'Long', chat_messages: [message] }]));
    const report = await shop.take(file);
    expect(counts(report)).toEqual([6, 0, 5, 0]);
    const parts = await shop.memories();
    const ordered = parts.toSorted((a, b) => (a.title < b.title ? -1 : 1));
    expect(ordered.map(({ title }) => title)).toEqual([1, 2, 3, 4, 5, 6].map((part) => `Long (${part}/6)`));
    expect(ordered.map(({ content }) => content).join('')).toBe(`## User (2026-01-01 00:00)\n\n${words}`);
    expect(ordered[0]?.id).toBe(id);
    const follows = (await shop.relationships()).map((each) => [
      each.from_memory_id,
      each.type,
      each.to_memory_id,
    ]);
    expect(follows).toContainEqual([ordered[1]?.id, 'FOLLOWS', id]);
    expect(counts(await shop.take(file))).toEqual([0, 6, 0, 5]);
  });

  it('that hold other things among conversations are read around them', async () => {
    const shop = await openImportShop();
    const file = join(folder, 'mixed.json');
    const odd = [
      { chat_messages: [] },
      null,
      7,
      'x',
      { uuid: 1, chat_messages: [null, { sender: 'human', text: 'a\u0000b\ud800' }] },
      { mapping: [] },
    ];
    writeFileSync(file, JSON.stringify(odd));
    const report = await shop.take(file);
    expect(counts(report)).toEqual([1, 0, 0, 0]);
    expect(leftOut(report)).toEqual({
      'an item that is no conversation': 4,
      'a conversation without messages': 1,
    });
    const [memory] = await shop.memories();
    expect(memory?.content).toBe('## User\n\na\ufffdb\ufffd');
  });
});
