import { describe, expect, it } from 'vitest';
import type { Memory } from '../../../../src/domain/memory.js';
import { createPageNames } from '../../../../src/transfer/export/markdown/names.js';

function memory(title: string, id: string, context: Memory['context'] = {}): Memory {
  return { id, type: 'fact', title, context } as Memory;
}

describe('names of pages', () => {
  it('are readable and end in what tells ids apart', () => {
    const names = createPageNames();
    const nameOf = (title: string, id: string) => names.pathOf(memory(title, id)).path;
    expect(nameOf('We use Git!', '01a20490-59a6-71c0-b6b3-40ff28f25b8a')).toBe(
      'global/fact/we-use-git-28f25b8a.md',
    );
    expect(nameOf('Größe 日本語', '01a20490-59a6-71c0-b6b3-40ff28f25b8b')).toBe(
      'global/fact/größe-日本語-28f25b8b.md',
    );
    expect(nameOf('🎉', 'a')).toMatch(/^global\/fact\/memory-[0-9a-f]{8}\.md$/);
    expect(nameOf('../../etc/passwd', 'b')).toMatch(/^global\/fact\/etc-passwd-[0-9a-f]{8}\.md$/);
    expect(nameOf('a'.repeat(200), 'c')).toMatch(/^global\/fact\/a{60}-[0-9a-f]{8}\.md$/);
  });

  it('are not shared, on file systems without upper and lower case either', () => {
    const names = createPageNames();
    const ids = ['01a2', '02a2', '03a2'].map((start) => `${start}0490-59a6-71c0-b6b3-40ff28f25b8a`);
    const paths = ids.map((id, index) => names.pathOf(memory(index === 0 ? 'Same' : 'SAME', id)).path);
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(ids.length);
  });

  it.each([
    ['github.com/acme/shop-api', 'acme-shop-api'],
    ['/home/dana/code/shop-api', 'shop-api'],
    ['C:\\code\\Shop', 'shop'],
    ['NUL', 'nul-project'],
    ['com1', 'com1-project'],
    ['...', 'project'],
  ])('put %s into a folder that every system can have', (project_id, folder) => {
    expect(
      createPageNames()
        .pathOf(memory('t', 'x', { project_id }))
        .path.split('/')[0],
    ).toBe(folder);
  });

  it('give two projects of one name two folders', () => {
    const names = createPageNames();
    const folders = ['/a/Shop', '/b/shop', 'global'].map(
      (project_path) => names.pathOf(memory('t', 'x', { project_path })).path.split('/')[0],
    );
    expect(folders).toEqual(['shop', expect.stringMatching(/^shop-[0-9a-f]{8}$/), 'global']);
  });
});
