import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeProjectId } from '../../../src/project/project-id.js';
import { anyString } from '../search/any-string.js';

describe('normalizeProjectId', () => {
  it.each([
    ['github.com/acme/shop', 'github.com/acme/shop'],
    [' GitHub.com/Acme/Shop.git ', 'github.com/acme/shop'],
    ['https://github.com/acme/shop', 'github.com/acme/shop'],
    ['git@github.com:acme/shop.git', 'github.com/acme/shop'],
    ['github.com/acme/mono#packages/Api/', 'github.com/acme/mono#packages/Api'],
    ['github.com/acme/mono#', 'github.com/acme/mono'],
    ['git.acme.example:8443/Team/Shop', 'git.acme.example:8443/Team/Shop'],
    ['localhost:3000/acme/shop', 'localhost:3000/acme/shop'],
    ['gitserver/team/shop#api', 'gitserver/team/shop#api'],
    ['acme-shop', 'acme-shop'],
    ['My notes', 'My notes'],
    ['cafe\u0301', 'caf\u00e9'],
    ['team/shop/', 'team/shop'],
    ['acme-shop#api', 'acme-shop#api'],
    ['/home/ann/shop/', '/home/ann/shop'],
    ['/home/ann/x/../shop//a', '/home/ann/shop/a'],
    ['/home/ann/c#', '/home/ann/c#'],
    ['c:\\Users\\Ann\\shop\\', 'C:/Users/Ann/shop'],
    ['C:/Users/Ann/shop', 'C:/Users/Ann/shop'],
    ['\\\\server\\share\\shop', '//server/share/shop'],
    ['file:///home/ann/my%20shop', '/home/ann/my shop'],
    ['file:///c:/Users/Ann', 'C:/Users/Ann'],
    ['file://server/share/shop', '//server/share/shop'],
  ])('%s is %s', (text, id) => {
    expect(normalizeProjectId(text)).toBe(id);
  });

  it.each([
    '',
    '  ',
    'all',
    'None',
    'CURRENT',
    'none#part',
    'all.git',
    '/',
    '///',
    'C:\\',
    '.',
    '..',
    './shop',
    '../shop',
    '~/shop',
    'a/../b',
    'name#../x',
    'ann@host',
    'ann:token@github.com/acme/shop',
    'https://github.com',
    'github.com/acme',
    'a\nb',
    'a\u0000b',
    'a\u2028b',
    'a\u202eb',
    'x'.repeat(301),
    `/${'x'.repeat(300)}`,
    '\ud800',
  ])('%j names no project', (text) => {
    expect(normalizeProjectId(text)).toBeNull();
  });

  it('keeps an id of 300 characters', () => {
    expect(normalizeProjectId('x'.repeat(300))).toBe('x'.repeat(300));
  });

  it('changes nothing the second time, and keeps within the limits', () => {
    const odd = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          '/',
          '\\',
          ':',
          '.',
          '#',
          '@',
          '%',
          '%41',
          '.git',
          'c:',
          '//',
          '..',
          '1',
          ' ',
          'github.com/',
        ),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.oneof(odd, anyString), (text) => {
        const id = normalizeProjectId(text);
        if (id === null) return;
        expect(normalizeProjectId(id)).toBe(id);
        expect(id.length).toBeLessThanOrEqual(300);
        expect(id).toBe(id.normalize('NFC').trim());
        expect(id).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(['all', 'none', 'current']).not.toContain(id.toLowerCase());
      }),
      { numRuns: 10_000 },
    );
  });
});
