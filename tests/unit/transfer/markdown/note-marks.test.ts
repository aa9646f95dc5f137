import { describe, expect, it } from 'vitest';
import { createLinkIndex } from '../../../../src/transfer/formats/markdown/link-index.js';
import { fieldLinks, firstHeading, noteMarks } from '../../../../src/transfer/formats/markdown/note-marks.js';
import { meaningOf } from '../../../../src/transfer/formats/markdown/verbs.js';

/** Links as `verb>target`. */
function linksOf(text: string): string[] {
  return noteMarks(text, 'everywhere').links.map(({ verb, target, context }) => {
    return `${verb}>${target}${context === null ? '' : ` (${context})`}`;
  });
}

describe('marks of a note', () => {
  it.each([
    ['- solves [[A]]', ['solves>A']],
    ['* "is part of" [[A]] (since May)', ['is part of>A (since May)']],
    ['- depends-on:: [[A#Heading|shown]]', ['depends-on>A']],
    ['- [[A]]', ['>A']],
    ['text [[A]] and [[folder/B.md|b]]', ['>A', '>folder/B.md']],
    ['- [decision] use [[A]] #x', ['>A']],
    ['- [ ] ask [[A]]', ['>A']],
    ['![[picture.png]] [[#heading]] [[]] [[ ]]', []],
    ['`[[A]]`\n```\n[[B]]\n```\n~~~\n[[C]]\n```\n~~~\n[[D]]', ['>D']],
    ['Superseded by [two](0002%20x.md#s)', ['Superseded by>0002 x.md']],
    ['[web](https://a.b/c.md) ![x](y.md) [no](z.txt)', []],
  ])('in %j', (text, links) => {
    expect(linksOf(text)).toEqual(links);
  });

  it('tell tags from headings, numbers, colours of code and addresses', () => {
    const text = '# Heading\n#one text #two/three (#four) #5 a#no https://x/#no `#no`\n- [cat] y #five';
    expect(noteMarks(text, 'everywhere').tags).toEqual(['one', 'two/three', 'four', 'five']);
    expect(noteMarks(text, 'observations')).toMatchObject({ tags: ['five'], categories: ['cat'] });
  });

  it('do not take long where a text is made to', () => {
    const hostile = [
      '[['.repeat(4_000),
      '- '.repeat(4_000),
      '[a]('.repeat(2_000),
      '`'.repeat(9_000),
      `- [${'a '.repeat(4_000)}`,
    ];
    expect(hostile.flatMap(linksOf)).toEqual([]);
  });

  it('stand in fields, too', () => {
    const fields = { up: '[[A]]', related: ['[[B|b]]', 'no', '[[C]] and'], title: 'x [[D]]' };
    expect(fieldLinks(fields).map(({ verb, target }) => `${verb}>${target}`)).toEqual(['up>A', 'related>B']);
  });
});

describe('the first heading', () => {
  it.each([
    ['text\n\n## Two words ##\n# Later', 'Two words'],
    ['```sh\n# no\n```\n#no\n# C#\r\n', 'C#'],
    ['no heading', null],
    [`# ${'# '.repeat(100_000)}x\n## Other`, 'Other'],
  ])('of %j', (text, heading) => {
    expect(firstHeading(text)).toBe(heading);
  });
});

describe('words between notes', () => {
  it.each([
    ['solves', 'SOLVES', false],
    ['Solved by', 'SOLVES', true],
    ['DEPENDS-ON:', 'DEPENDS_ON', false],
    ['deprecated by', 'DEPRECATED_BY', false],
    ['superseded_by', 'REPLACES', true],
    ['relates to', 'RELATED_TO', false],
    ['', 'RELATED_TO', false],
  ])('%s is %s', (verb, type, reversed) => {
    expect(meaningOf(verb)).toEqual({ type, reversed, known: true });
  });

  it('that are not known relate, no more', () => {
    for (const verb of ['reminds me of', 'constructor', '日本語', '!!'])
      expect(meaningOf(verb)).toMatchObject({ type: 'RELATED_TO', reversed: false });
  });
});

describe('links', () => {
  it('lead to paths first, then to names, then to ends of paths', () => {
    const index = createLinkIndex();
    index.add('1', { path: 'a/Note.md', names: ['Title One', 'main/a/note-one'] });
    index.add('2', { path: 'b/Note.md', names: ['a', null] });
    const find = (target: string, path = 'x.md', relative = false) =>
      index.find({ target, verb: '', context: null, relative }, path);
    expect(
      ['Note', 'note.md', 'b/note', 'TITLE ONE', 'memory://main/a/note-one', 'a', 'gone'].map((each) =>
        find(each),
      ),
    ).toEqual(['1', '1', '2', '1', '1', '2', null]);
    expect(find('../a/Note.md', 'b/Note.md', true)).toBe('1');
    expect(find('../../a/Note.md', 'b/Note.md', true)).toBeNull();
  });
});
