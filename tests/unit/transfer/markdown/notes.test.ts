import { cpSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../../support/test-folder.js';
import { counts, fixture, type ImportShop, openImportShop } from '../formats/import-shop.js';

const BASIC = fixture('basic-memory');
const PYTHON = fixture('memorygraph-python-markdown');
const PLAIN = fixture('markdown');

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = testFolder('notes');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Relationships as `title TYPE title (context)`. */
async function said(shop: ImportShop): Promise<string[]> {
  const titles = new Map((await shop.memories()).map(({ id, title }) => [id, title]));
  const all = (await shop.relationships()).map(({ from_memory_id, type, to_memory_id, context }) => {
    const sentence = `${titles.get(from_memory_id)} ${type} ${titles.get(to_memory_id)}`;
    return context === null ? sentence : `${sentence} (${context})`;
  });
  return all.toSorted();
}

describe('notes of basic-memory', () => {
  it('come in once, as the dry run says', async () => {
    const shop = await openImportShop();
    const dry = await shop.take(BASIC, { dryRun: true });
    const report = await shop.take(BASIC);
    expect(report).toEqual(dry);
    expect(report.format).toBe('basic-memory');
    expect(counts(report)).toEqual([8, 0, 4, 1]);
    expect(report.left_out).toEqual([
      { record: 'relationship', reason: 'links to a note that is not there', count: 1 },
    ]);
    expect(counts(await shop.take(BASIC))).toEqual([0, 8, 0, 5]);
  });

  it('keep permalink, title, type, tags, other fields and the whole text', async () => {
    const shop = await openImportShop();
    await shop.take(BASIC);
    expect(await shop.from('main/shop-api/solutions/raise-pool-size-and-add-keepalive')).toMatchObject({
      type: 'solution',
      title: 'Raise pool size and add keepalive',
      tags: ['nginx', 'postgres'],
      content:
        '# Raise pool size and add keepalive\n\n```nginx\nkeepalive 64;\n```\n\n- [decision] pool max 40 #postgres (since March)\n- solves [[Checkout 502 under load]]\n- relates to [[Not Written Yet]]',
      context: { additional_metadata: { observation_categories: ['decision'] } },
    });
    expect((await shop.from('main/projects/shop-api')).context.additional_metadata).toEqual({
      status: 'active',
      owner: { name: 'Dana', team: 'platform' },
      stars: 3,
      file: 'projects/shop-api.md',
      observation_categories: ['tech'],
    });
    expect(await shop.from('main/odd/unicode-quotes-日本語')).toMatchObject({
      title: 'Ünïcödé "quotes" & 日本語 🎉',
      tags: ['日本語', 'with space', 'tag-ünï'],
    });
    expect(await shop.from('main/odd/to-move')).toMatchObject({
      title: 'To move',
      context: { additional_metadata: { file: 'moved/Moved note.md' } },
    });
    const list = await shop.from('main/shop-api/release-checklist');
    expect(list).toMatchObject({ type: 'general', tags: ['releases'] });
    expect(list.context.additional_metadata).toMatchObject({
      original_type: 'guide',
      observation_categories: ['step'],
    });
  });

  it('are related by their relations, in the direction of the words', async () => {
    const shop = await openImportShop();
    await shop.take(BASIC);
    expect(await said(shop)).toEqual([
      'Checkout 502 under load OCCURS_IN shop-api',
      'Raise pool size and add keepalive SOLVES Checkout 502 under load (solved_by)',
      'redis RELATED_TO shop-api',
      'shop-api DEPENDS_ON redis',
    ]);
  });

  it('are known by their permalink after a move, and apart where a copy has the same', async () => {
    const shop = await openImportShop();
    const note = (text: string) => `---\ntitle: One\ntype: note\npermalink: a/one\n---\n\n${text}\n`;
    expect(counts(await shop.take(folderOf({ 'a/One.md': note('text') })))).toEqual([1, 0, 0, 0]);
    expect(counts(await shop.take(folderOf({ 'b/Moved.md': note('text') })))).toEqual([0, 1, 0, 0]);
    const copied = folderOf({ 'a/One.md': note('text'), 'a/Copy.md': note('other text') });
    expect(counts(await shop.take(copied))).toEqual([1, 1, 0, 0]);
    expect(counts(await shop.take(copied))).toEqual([0, 2, 0, 0]);
  });

  it('are recognised as one file, too', async () => {
    const shop = await openImportShop();
    const report = await shop.take(join(BASIC, 'tech', 'redis.md'));
    expect(report.format).toBe('basic-memory');
    expect(counts(report)).toEqual([1, 0, 0, 0]);
  });
});

describe('the Markdown export of the Python memorygraph', () => {
  it('comes in once, every edge once', async () => {
    const shop = await openImportShop();
    const report = await shop.take(PYTHON);
    expect(report.format).toBe('memorygraph-python-markdown');
    expect(counts(report)).toEqual([30, 0, 28, 0]);
    expect(counts(await shop.take(PYTHON))).toEqual([0, 30, 0, 28]);
  });

  it('keeps fields that are no YAML, and texts with headings of its own', async () => {
    const shop = await openImportShop();
    await shop.take(PYTHON);
    expect(await shop.from('561221f7-2c2f-4984-9bcd-af71b7db707b')).toMatchObject({
      title: 'Ünïcödé & <b>markup</b> "quotes" \\ back\\slash 日本語 🎉',
      tags: ['ünïcode', '日本語', 'with space', 'with,comma'],
      importance: 0,
      content: expect.stringMatching(/^Line one\r\nLine two\tTabbed\n.*\{"a":\[1,2\]\}$/),
    });
    expect(await shop.from('53ccb45f-6f2c-49de-baa4-cf127960658a')).toMatchObject({
      id: '53ccb45f-6f2c-49de-baa4-cf127960658a',
      type: 'solution',
      summary: 'pool 40 + keepalive 64',
      importance: 0.85,
      valid_from: '2026-11-22T15:04:31.555Z',
      context: {
        project_path: '/home/dana/code/shop-api',
        languages: ['typescript'],
        technologies: ['nginx'],
      },
    });
    const page = (content: string, more = '') =>
      `---\ntitle: T\nid: t-1\ntype: fact\nimportance: 0.5\nconfidence: 0.8\ntags: []\ncreated_at: 2026-01-01T00:00:00+00:00\nupdated_at: 2026-01-01T00:00:00+00:00\n---\n\n## Content\n\n${content}\n${more}`;
    const content = 'a\n\n## Relationships\n\n- **SOLVES** → [x](y)\n\nand more\n\n## Content\n\nb';
    const other = await openImportShop();
    await other.take(
      folderOf({ 'T_t-1.md': page(content, '\n## Relationships\n\n- **CAUSES** → [T2](t-2)\n') }),
    );
    expect((await other.from('t-1')).content).toBe(content);
  });

  it('says of an edge only what the export says', async () => {
    const shop = await openImportShop();
    const report = await shop.take(PYTHON);
    const sentences = await said(shop);
    expect(sentences).toContain('Raise pool size and add keepalive SOLVES Checkout returns 502 under load');
    expect(sentences).toContain('Postgres 16 USED_IN shop-api');
    expect(sentences).toContain('src/checkout/pool.ts USED_IN shop-api');
    expect(sentences.filter((each) => each.includes('CAUSES'))).toEqual([
      expect.stringMatching(/RELATED_TO .*\(CAUSES; the export does not say in which direction\)$/),
    ]);
    expect(report.mapped).toContainEqual({
      what: 'relation DEPENDS_ON of unknown direction',
      to: 'RELATED_TO',
      count: 2,
    });
  });
});

describe('any Markdown', () => {
  it('becomes one memory a file, with what its links say', async () => {
    const shop = await openImportShop();
    const report = await shop.take(PLAIN);
    expect(report.format).toBe('markdown');
    expect(counts(report)).toEqual([6, 0, 6, 1]);
    expect(await said(shop)).toEqual(
      [
        '2. Use Postgres REPLACES 1. Use SQLite (Superseded by)',
        'Flaky: the clock RELATED_TO 2. Use Postgres (reminds me of: a little)',
        'Flaky: the clock RELATED_TO tabs-not-spaces (related)',
        'Rules for this repository RELATED_TO 1. Use SQLite',
        '1. Use SQLite CAUSES Flaky: the clock (caused_by)',
        'tabs-not-spaces RELATED_TO Rules for this repository',
      ].toSorted(),
    );
    expect(counts(await shop.take(PLAIN))).toEqual([0, 6, 0, 7]);
  });

  it('takes titles, types, tags and dates from where people write them', async () => {
    const shop = await openImportShop();
    await shop.take(PLAIN);
    expect(await shop.from('CLAUDE.md')).toMatchObject({
      title: 'Rules for this repository',
      type: 'general',
      tags: ['testing'],
    });
    expect(await shop.from('docs/adr/0002-use-postgres.md')).toMatchObject({
      title: '2. Use Postgres',
      type: 'decision',
      valid_from: '2026-02-01T00:00:00.000Z',
      context: { additional_metadata: { status: 'accepted', deciders: ['dana', 'lee'] } },
    });
    expect(await shop.from('memory/tabs.md')).toMatchObject({
      title: 'tabs-not-spaces',
      type: 'preference',
      summary: 'Dana wants tabs',
    });
    expect(await shop.from('Flaky test.md')).toMatchObject({
      title: 'Flaky: the clock',
      tags: ['ci', 'time zone', 'vitest/setup'],
    });
    expect(await shop.from('Only front matter.md')).toMatchObject({ content: 'Only front matter' });
  });

  it('reads files with CR LF, a byte order mark and other ends of front matter', async () => {
    const shop = await openImportShop();
    const front = '---\ntitle: T\ntags:\n  - one\n  - two\nn: 1\n---\n\ntext\n';
    const folder = folderOf({
      'a.md': front.replaceAll('\n', '\r\n'),
      'b.md': `\ufeff${front.replace('T', 'B')}`,
      'c.md': '---  \ntitle: C\n...\ntext',
      'd.md': '---\n---\ntext of d',
      'e.md': '---\nno field\n---\ntext of e',
      'f.md': '---\n\nA rule above, and no front matter',
    });
    expect((await shop.take(folder)).left_out).toEqual([]);
    for (const [path, title] of [
      ['a.md', 'T'],
      ['b.md', 'B'],
    ] as const)
      expect(await shop.from(path)).toMatchObject({
        title,
        tags: ['one', 'two'],
        content: 'text',
        context: { additional_metadata: { n: 1 } },
      });
    expect(await shop.from('c.md')).toMatchObject({ title: 'C', content: 'text' });
    expect((await shop.from('d.md')).content).toBe('text of d');
    expect((await shop.from('e.md')).content).toBe('---\nno field\n---\ntext of e');
    expect((await shop.from('f.md')).content).toBe('---\n\nA rule above, and no front matter');
  });

  it('passes over what is no note, and says why', async () => {
    const folder = testFolder('vault');
    cpSync(PLAIN, folder, { recursive: true });
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'node_modules', 'README.md'), '# no');
    writeFileSync(join(folder, 'utf16.md'), Buffer.from('# no', 'utf16le'));
    writeFileSync(join(folder, 'huge.md'), Buffer.alloc(17 * 1024 * 1024, 'x '));
    symlinkSync(PYTHON, join(folder, 'link'), 'junction');
    const shop = await openImportShop();
    const report = await shop.take(folder);
    expect(report.memories.created).toBe(6);
    const left = report.left_out.map(({ record, reason, count }) => `${count} ${record}: ${reason}`);
    expect(left.toSorted()).toEqual([
      '1 detail: a file or folder that is a link to another place',
      '1 detail: a file or folder that is larger than 16 MB',
      '1 detail: a file or folder that is no Markdown file',
      '1 detail: front matter that is no YAML; its plain lines were read',
      '1 memory: a file that is no UTF-8 text',
      '1 memory: an empty note',
      '1 relationship: links to a note that is not there',
      '2 detail: a file or folder that is a hidden folder or node_modules',
    ]);
  });

  it('takes the time of the file as a claim of its last change alone', async () => {
    const folder = folderOf({ 'a.md': 'text' });
    utimesSync(join(folder, 'a.md'), new Date('2020-02-02T00:00:00Z'), new Date('2020-02-02T00:00:00Z'));
    const shop = await openImportShop();
    await shop.take(folder);
    const memory = await shop.from('a.md');
    expect(memory.source.origin).toEqual({
      format: 'markdown',
      original_id: 'a.md',
      updated_at: '2020-02-02T00:00:00.000Z',
    });
    expect(memory.valid_from).toBe(shop.now());
  });

  it('keeps a note of any length whole, in parts', async () => {
    const long = Array.from({ length: 9_000 }, (_, index) => `Line ${index} of a long note`).join('\n');
    const shop = await openImportShop();
    expect(counts(await shop.take(folderOf({ 'long.md': `# Long\n\n${long}`, 'b.md': '[[long]]' })))).toEqual(
      [6, 0, 5, 0],
    );
    const parts = (await shop.memories()).filter(({ title }) => title.startsWith('Long'));
    const whole = parts.toSorted((a, b) => (a.title < b.title ? -1 : 1)).map(({ content }) => content);
    expect(whole.join('')).toBe(`# Long\n\n${long}`);
  });

  const hostile: readonly [string, string][] = [
    [
      'a bomb of aliases',
      `a: &a [x,x]\n${'bcdefghij'
        .split('')
        .map((each, index) => `${each}: &${each} [*${'abcdefghi'[index]},*${'abcdefghi'[index]}]`)
        .join('\n')}`,
    ],
    ['a tag of a program', '!!python/object:os.system x'],
    ['deep nesting', `x: ${'['.repeat(20_000)}`],
    ['a key that changes objects', '__proto__: {polluted: true}'],
    ['tabs and colons', '\ta: b: c: d'],
    ['numbers without an end', `n: ${'9'.repeat(400)}\ni: .inf`],
    ['a field too large for the metadata', `x: ${'y'.repeat(30_000)}`],
    ['texts that cannot be kept', 'x: "\\0 \\ud800"\ntitle: "\\0"'],
  ];

  it.each(hostile)('comes in with %s in its front matter, and does no harm', async (_name, front) => {
    const shop = await openImportShop();
    const report = await shop.take(folderOf({ 'a.md': `---\n${front}\n---\n\nthe text\n` }));
    expect(report.memories.created).toBe(1);
    expect((await shop.memories())[0]?.content).toContain('the text');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
