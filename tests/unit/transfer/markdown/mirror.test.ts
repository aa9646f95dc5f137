import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewMemory } from '../../../../src/domain/new-memory.js';
import { END_OF_CONTENT } from '../../../../src/transfer/export/markdown/page-format.js';
import { openWorkshop, type Workshop } from '../../../support/repositories.js';
import { testFolder } from '../../../support/test-folder.js';
import { importFile } from '../import-file.js';
import { mirrorOf, userFields } from './round-trip.js';

const parent = testFolder('mirror');

function importInto(shop: Workshop, folder: string) {
  return importFile({ ...shop.context, now: shop.now }, folder);
}

async function storeWith(...memories: readonly NewMemory[]): Promise<{ shop: Workshop; ids: string[] }> {
  const shop = await openWorkshop();
  const ids: string[] = [];
  for (const memory of memories) {
    shop.pass(1_000);
    const [stored] = await shop.repositories.memories.store([memory], {});
    ids.push(stored?.id ?? '');
  }
  return { shop, ids };
}

function fact(content: string, more: Partial<NewMemory> = {}): NewMemory {
  return { type: 'fact', content, ...more };
}

function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  return new Map(files.toSorted().map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]));
}

function pageWith(folder: string, text: string): string {
  const found = [...filesOf(folder)].find(
    ([path, page]) => /(?<!index)\.md$/.test(path) && page.includes(text),
  );
  if (found === undefined) throw new Error(`no page with ${text}`);
  return found[0];
}

async function richStore(): Promise<{ shop: Workshop; ids: string[] }> {
  const { shop, ids } = await storeWith(
    fact('---\ntitle: not front matter\n---\n\n# Heading\n\n```md\n---\n```\n', { title: 'Rules' }),
    {
      type: 'decision',
      title: 'Tabs: "always" & <b>[so](it)</b>',
      content: `first line\r\nsecond\n\n${END_OF_CONTENT}\n\n## Relationships\n\n- none`,
      summary: 'why: because',
      tags: ['with space', 'c++', '日本語'],
      importance: 0.123456,
      confidence: 1,
      effectiveness: 0,
      valid_from: '2020-01-01T00:00:00.000Z',
      context: {
        project_id: 'github.com/acme/shop',
        files_involved: ['src/a.ts', 'C:\\b.ts'],
        additional_metadata: { yes: 'no', null: null, '1': [1, -0.5, 1e21, true], 'a: b': { '<<': '*x' } },
      },
    },
    fact('In a project of the name of a device', { context: { project_path: '/code/con' } }),
  );
  const { relationships, memories } = shop.repositories;
  const [a = '', b = '', c = ''] = ids;
  await relationships.create({
    from_memory_id: a,
    to_memory_id: b,
    relationship_type: 'SOLVES',
    context: 'when: "x"\n- y',
  });
  await relationships.create({
    from_memory_id: c,
    to_memory_id: a,
    relationship_type: 'DEPENDS_ON',
    strength: 0.25,
  });
  shop.pass(1_000);
  await memories.store([fact('Newer', { supersedes: [c] })], {});
  return { shop, ids };
}

describe('the Markdown mirror', () => {
  it('comes back into an empty store with every field of memories and relationships', async () => {
    const { shop } = await richStore();
    const folder = await mirrorOf(shop, parent);
    const other = await openWorkshop();
    const report = await importInto(other, folder);
    expect(report).toMatchObject({
      format: 'memorygraph-markdown',
      memories: { created: 4 },
      relationships: { created: 3, skipped: [] },
    });
    expect(await userFields(other)).toEqual(await userFields(shop));
  });

  it('adds nothing where everything is here already', async () => {
    const { shop } = await richStore();
    const folder = await mirrorOf(shop, parent);
    const none = { memories: { created: 0, duplicates: 4 }, relationships: { created: 0, duplicates: 3 } };
    expect(await importInto(shop, folder)).toMatchObject(none);
    const other = await openWorkshop();
    await importInto(other, folder);
    expect(await importInto(other, folder)).toMatchObject(none);
  });

  it('gives the same bytes for the same store', async () => {
    const { shop } = await richStore();
    const once = filesOf(await mirrorOf(shop, parent));
    expect(filesOf(await mirrorOf(shop, parent))).toEqual(once);
    expect(once.size).toBe(4 + 4 + 1);
  });

  it('reads well: folders by project and type, content as it is, links that lead to files', async () => {
    const { shop } = await richStore();
    const folder = await mirrorOf(shop, parent);
    const files = filesOf(folder);
    const decision = pageWith(folder, 'second');
    expect(decision).toMatch(/^acme-shop\/decision\/tabs-always-b-so-it-b-[0-9a-f]{8}\.md$/);
    expect(pageWith(folder, 'device')).toMatch(/^con-project\/fact\//);
    const rules = pageWith(folder, '# Heading');
    expect(files.get(rules)).toContain('\n---\n\n---\ntitle: not front matter\n---\n\n# Heading\n');
    for (const [path, text] of files)
      for (const [, target = ''] of text
        .split(END_OF_CONTENT)
        .at(-1)
        ?.matchAll(/^- .*\]\(([^)]+)\)/gm) ?? [])
        expect(files.has(join(path, '..', target)), `${path} -> ${target}`).toBe(true);
    expect(files.get(rules)).toContain(
      `- SOLVES → [Tabs: "always" & \\<b\\>\\[so\\](it)\\</b\\>](../../${decision})`,
    );
    expect(files.get(decision)).toContain('- ← SOLVES [Rules]');
    expect(files.get('index.md')).toContain('4 memories');
  });

  it('tells of an edit without taking it over', async () => {
    const { shop } = await richStore();
    const folder = await mirrorOf(shop, parent);
    const path = join(folder, pageWith(folder, '# Heading'));
    writeFileSync(path, readFileSync(path, 'utf8').replace('# Heading', '# Edited'));
    const before = await userFields(shop);
    expect(await importInto(shop, folder)).toMatchObject({
      memories: { created: 0, duplicates: 4, edited: 1 },
    });
    expect(await userFields(shop)).toEqual(before);
  });

  it('takes files that were moved, rewritten with CR LF, or given fields by another program', async () => {
    const { shop } = await storeWith(fact('one\n\ntwo', { title: 'First' }), fact('three'));
    const folder = await mirrorOf(shop, parent);
    const files = filesOf(folder);
    const moved = join(parent, 'moved');
    mkdirSync(moved);
    for (const [path, text] of files) {
      if (!path.endsWith('.md') || path.endsWith('index.md')) continue;
      const changed = text
        .replace('memorygraph: 1\n', 'memorygraph: 1\naliases: [x]\n')
        .replaceAll('\n', '\r\n');
      writeFileSync(join(moved, `moved ${path.replaceAll('/', ' ')}`), changed);
    }
    const other = await openWorkshop();
    expect(await importInto(other, moved)).toMatchObject({
      memories: { created: 2 },
      left_out: [{ record: 'detail', reason: 'the field aliases of the front matter', count: 2 }],
    });
    expect(await userFields(other)).toEqual(await userFields(shop));
  });

  it.each([
    ['a type that is none', (text: string) => text.replace('type: "fact"', 'type: "dream"')],
    ['a version to come', (text: string) => text.replace('memorygraph: 1', 'memorygraph: 2')],
    ['importance out of range', (text: string) => text.replace('importance: 0.5', 'importance: 5')],
    ['no text', (text: string) => text.replace('one', ' ')],
    ['a NUL in a field', (text: string) => text.replace('summary: null', 'summary: "\\0"')],
  ])('stops before anything is stored at a page with %s, and names it', async (_name, change) => {
    const { shop } = await storeWith(fact('one', { title: 'First' }), fact('two'));
    const folder = await mirrorOf(shop, parent);
    const page = pageWith(folder, 'one');
    writeFileSync(join(folder, page), change(readFileSync(join(folder, page), 'utf8')));
    const other = await openWorkshop();
    await expect(importInto(other, folder)).rejects.toThrow(page);
    expect((await userFields(other)).memories).toEqual([]);
  });

  it('survives whatever a memory holds', async () => {
    const piece = fc.constantFrom(
      '---',
      '\n',
      '\r\n',
      '```',
      '# ',
      '...',
      END_OF_CONTENT,
      ' ',
      '\t',
      '\u0085',
      '\u2028',
      '\ufeff',
      '🎉',
      '"',
      "'",
      ': ',
      '- ',
      '{{',
      '%',
      '&a',
      '*a',
      '!!x',
      '<!--',
      '\u007f',
      '\u0001',
    );
    const text = fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 12 })), {
      minLength: 1,
      maxLength: 12,
    });
    const ok = text
      .map((parts) => parts.join('').replaceAll('\u0000', ''))
      .filter((each) => each.trim() !== '' && each.isWellFormed());
    const key = ok.filter((each) => each !== '__proto__');
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          title: ok.map((each) => each.slice(0, 100).toWellFormed()),
          content: ok,
          summary: ok,
          tags: fc.array(
            ok.map((each) => each.slice(0, 50).toWellFormed()),
            { maxLength: 4 },
          ),
          metadata: fc.dictionary(
            key,
            fc.oneof(
              ok,
              fc.double({ noNaN: true, noDefaultInfinity: true }),
              fc.boolean(),
              fc.constant(null),
              fc.array(ok, { maxLength: 2 }),
            ),
            { maxKeys: 3 },
          ),
        }),
        async ({ metadata, ...texts }) => {
          const { shop, ids } = await storeWith(
            {
              type: 'fact',
              ...texts,
              context: { project_path: `/code/${texts.title}`, additional_metadata: metadata },
            },
            fact('the other'),
          );
          const [from_memory_id = '', to_memory_id = ''] = ids;
          await shop.repositories.relationships.create({
            from_memory_id,
            to_memory_id,
            relationship_type: 'CAUSES',
            context: texts.summary,
          });
          const folder = await mirrorOf(shop, parent);
          const other = await openWorkshop();
          await importInto(other, folder);
          const [there, here] = [await userFields(other), await userFields(shop)];
          rmSync(folder, { recursive: true });
          expect(there).toEqual(here);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the folder of the mirror', () => {
  it('refuses a folder with other things in it, and a file', async () => {
    const { shop } = await storeWith(fact('one'));
    const folder = testFolder('mirror-taken');
    writeFileSync(join(folder, 'mine.txt'), 'x');
    for (const force of [false, true])
      await expect(mirrorOf(shop, folder, force, '.')).rejects.toMatchObject({ code: 'already_exists' });
    await expect(mirrorOf(shop, folder, true, 'mine.txt')).rejects.toMatchObject({ code: 'already_exists' });
    await expect(mirrorOf(shop, folder, false, 'no/such')).rejects.toMatchObject({ code: 'not_found' });
    expect([...filesOf(folder)]).toEqual([['mine.txt', 'x']]);
  });

  it('replaces with force what it wrote before, and nothing else', async () => {
    const { shop, ids } = await storeWith(fact('one'), { type: 'task', content: 'two' });
    const folder = await mirrorOf(shop, parent);
    mkdirSync(join(folder, '.obsidian'));
    writeFileSync(join(folder, '.obsidian', 'app.json'), '{}');
    await expect(mirrorOf(shop, folder, false, '.')).rejects.toMatchObject({ code: 'already_exists' });
    await shop.repositories.memories.update(ids[0] ?? '', { content: 'one, again' });
    await shop.repositories.memories.remove(ids[1] ?? '');
    await mirrorOf(shop, folder, true, '.');
    const fresh = filesOf(await mirrorOf(shop, parent));
    expect(filesOf(folder)).toEqual(new Map([['.obsidian/app.json', '{}'], ...fresh]));
    expect(readdirSync(join(folder, 'global'))).toEqual(['fact', 'index.md']);
  });

  it('leaves files that were changed since, and files of others, where they are', async () => {
    const { shop } = await storeWith(fact('one'));
    const folder = await mirrorOf(shop, parent);
    const copy = join(parent, 'copy');
    cpSync(folder, copy, { recursive: true });
    const page = join(folder, pageWith(folder, 'one'));
    writeFileSync(page, `${readFileSync(page, 'utf8')}my words\n`);
    await expect(mirrorOf(shop, folder, true, '.')).rejects.toThrow(/changed since/);
    expect(readFileSync(page, 'utf8')).toContain('my words');
    shop.pass(1_000);
    await shop.repositories.memories.store([fact('new', { title: 'new' })], {});
    const next = pageWith(await mirrorOf(shop, parent), 'new');
    writeFileSync(join(copy, next), 'mine');
    const before = filesOf(copy);
    await expect(mirrorOf(shop, copy, true, '.')).rejects.toThrow(/another origin/);
    expect(filesOf(copy)).toEqual(before);
  });

  it('does not follow a list of files that leads out of the folder', async () => {
    const { shop } = await storeWith(fact('one'));
    const folder = await mirrorOf(shop, parent);
    writeFileSync(join(parent, 'precious.txt'), 'x');
    const list = join(folder, '.memorygraph-markdown.json');
    writeFileSync(list, readFileSync(list, 'utf8').replace('"index.md"', '"../precious.txt"'));
    await expect(mirrorOf(shop, folder, true, '.')).rejects.toMatchObject({ code: 'invalid_file' });
    expect(readFileSync(join(parent, 'precious.txt'), 'utf8')).toBe('x');
  });

  it('is made of an empty store, too', async () => {
    const folder = await mirrorOf(await openWorkshop(), parent);
    expect([...filesOf(folder).keys()]).toEqual(['.memorygraph-markdown.json', 'index.md']);
    expect(await importInto(await openWorkshop(), folder)).toMatchObject({
      memories: { read: 0, created: 0 },
    });
  });

  it('leaves nothing behind when it is called off', async () => {
    const { shop } = await storeWith(fact('one'));
    const { exportMarkdown } = await import('../../../../src/transfer/export/markdown-export.js');
    const empty = testFolder('mirror-off');
    const options = { force: false, signal: AbortSignal.abort() };
    const ended = exportMarkdown(shop.backend, shop.context.scope, join(empty, 'notes'), options);
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(empty)).toEqual([]);
  });
});
