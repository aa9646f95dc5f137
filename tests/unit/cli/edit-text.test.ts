import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editableText, patchFromText } from '../../../src/cli/editing/edit-text.js';
import { memory } from '../../contract/records.js';

const ONE = memory({ id: 'a', title: 'A title', content: 'first\n---\nlast', tags: ['x'], summary: 'short' });

function edited(from: string | RegExp, to: string): ReturnType<typeof patchFromText> {
  const text = editableText(ONE);
  const next = text.replace(from, to);
  if (next === text) throw new Error('nothing was replaced');
  return patchFromText(ONE, next);
}

describe('a memory as a text to edit', () => {
  it('changes nothing where nothing was changed, whatever it holds', () => {
    // Lone surrogates and NUL cannot be stored, and line ends are made alike by editors.
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((each) => !/[\r\0]/.test(each));
    const line = text.map((each) => each.replaceAll(/\s+/gu, ' ').trim()).filter((each) => each !== '');
    const facts = fc.record({
      title: line,
      content: fc
        .array(fc.oneof(text, fc.constantFrom('---', '', '# x', 'a: b')), { minLength: 1 })
        .map((lines) => `x${lines.join('\n')}`),
      summary: fc.option(fc.oneof(text, fc.constantFrom('null', 'yes', '0.5', 'two\nlines\n', '- a'))),
      tags: fc.array(fc.oneof(line, fc.constantFrom('no', '1', 'a: b', '#c'))),
      importance: fc.constantFrom(0, 0.1, 0.123456, 1),
      effectiveness: fc.constantFrom(null, 0, 0.5),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const one = memory({ id: 'a', ...given });
        expect(patchFromText(one, editableText(one))).toBeNull();
        expect(patchFromText(one, editableText(one).replace(/\n$/, ''))).toBeNull();
      }),
      { seed: 20_260_301, numRuns: 500 },
    );
  });

  it('says only what was changed', () => {
    expect(edited('A title', 'Another')).toEqual({ title: 'Another' });
    expect(edited('importance: 0.5', 'importance: 1')).toEqual({ importance: 1 });
    expect(edited('---\nlast', '---\nend')).toEqual({ content: 'first\n---\nend' });
    expect(edited('summary: short', 'summary:')).toEqual({ summary: null });
    expect(edited('type: fact', 'type: bug')).toEqual({ type: 'problem' });
    expect(edited('valid_until: null', 'valid_until: 2026-12-01')).toEqual({
      valid_until: '2026-12-01T00:00:00.000Z',
    });
  });

  it('leaves a field that was taken out as it is', () => {
    expect(edited('summary: short\n', '')).toBeNull();
  });

  it('keeps Windows line ends where nothing else was changed', () => {
    const one = memory({ id: 'a', content: 'one\r\ntwo' });
    expect(patchFromText(one, editableText(one).replaceAll('\r\n', '\n'))).toBeNull();
  });

  it.each([
    ['confidence: 0.8', 'confidence: high', 'confidence must be a number from 0 to 1.'],
    ['tags:', 'tagz:', 'There is no field tagz to edit.'],
    [/^---/, 'dashes', 'The fields must stand between two lines of three dashes, at the beginning.'],
    ['title: A title', 'title: ""', 'title must not be empty.'],
    ['title: A title', `title: ${'x'.repeat(201)}`, 'title must have at most 200 characters.'],
    ['valid_until: null', 'valid_until: soon', 'valid_until must be a time, as 2026-05-01T12:00:00Z.'],
  ])('refuses %j as %j', (from, to, sentence) => {
    expect(() => edited(from, to)).toThrow(sentence);
  });
});
