import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentBranch } from '../../../src/project/git-state.js';
import { readProjectFile } from '../../../src/project/project-file.js';
import { normalizeProjectId } from '../../../src/project/project-id.js';
import { resolveProject } from '../../../src/project/resolve-project.js';
import { testFolder } from '../../support/test-folder.js';
import { anyString } from '../search/any-string.js';

const base = realpathSync.native(testFolder('resolve'));
const home = join(base, 'home');
const shop = join(home, 'shop');

function write(path: string, text: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
}

describe('resolveProject', () => {
  it('takes whatever stands in the files, and never throws', () => {
    const words = fc.constantFrom(
      '[remote "origin"]\n',
      'url = ',
      'https://github.com/acme/shop',
      'git@work:acme/shop',
      '../shop',
      '.',
      'gitdir: ',
      'ref: refs/heads/main',
      '\n',
      '"',
      '\\',
      '\0',
      '[core]\nworktree = ',
      '[url "x"]\ninsteadOf = ',
      '{"project": ',
      '{"subdir": true}',
      '..',
      '/',
    );
    const text = fc.oneof(
      anyString,
      fc.array(words, { maxLength: 8 }).map((parts) => parts.join('')),
    );
    const paths = ['HEAD', 'config', 'commondir', 'packed-refs', 'refs/heads/main'].map(
      (each) => `.git/${each}`,
    );
    const files = fc.array(fc.tuple(fc.constantFrom(...paths, '.git', '.memorygraph.json'), text), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(files, fc.boolean(), (given, whole) => {
        rmSync(shop, { recursive: true, force: true });
        mkdirSync(shop, { recursive: true });
        if (whole) {
          write('shop/.git/HEAD', 'ref: refs/heads/main\n');
          for (const each of ['objects', 'refs']) mkdirSync(join(shop, '.git', each));
        }
        for (const [path, content] of given) writeWhereItGoes(`shop/${path}`, content);
        const found = resolveProject(shop, { home, temporary: [] });
        expect(found?.root).toBe(shop);
        expect(normalizeProjectId(found?.project_id ?? '')).toBe(found?.project_id);
        if (found?.git_dir !== undefined) currentBranch(found.git_dir);
      }),
      { numRuns: 400 },
    );
  });

  it('follows clones of clones in a circle to an end', () => {
    for (const [name, other] of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      write(`${name}/.git/HEAD`, 'ref: refs/heads/main\n');
      write(`${name}/.git/config`, `[remote "origin"]\nurl = ../${other}\n`);
      for (const each of ['objects', 'refs']) mkdirSync(join(home, `${name}`, '.git', each));
    }
    expect(resolveProject(join(home, 'a'), { home, temporary: [] })?.source).toBe('path');
  });

  it('makes a part of a folder with an @ in its name', () => {
    write('mono/.git/HEAD', 'ref: refs/heads/main\n');
    write('mono/.git/config', '[remote "origin"]\nurl = https://github.com/acme/mono\n');
    for (const each of ['objects', 'refs']) mkdirSync(join(home, 'mono', '.git', each));
    for (const [folder, part] of [
      ['packages/@acme/ui', 'packages/@acme/ui'],
      ['packages/ui@2.0', 'packages/ui%402.0'],
    ]) {
      write(`mono/${folder}/.memorygraph.json`, '{"subdir": true}');
      const id = resolveProject(join(home, 'mono', `${folder}`), { home, temporary: [] })?.project_id;
      expect(id).toBe(`github.com/acme/mono#${part}`);
      expect(normalizeProjectId(`${id}`)).toBe(id);
    }
  });

  it('has no id for a path that is longer than an id may be', () => {
    const long = join(home, ...Array.from({ length: 4 }, () => 'x'.repeat(90)));
    mkdirSync(long, { recursive: true });
    expect(resolveProject(long, { home, temporary: [] })).toBeNull();
  });
});

describe('readProjectFile', () => {
  it.each([
    ['{}', { subdir: false, usable: true }],
    ['{"project": " My  shop "}', { name: 'My  shop', subdir: false, usable: true }],
    ['{"subdir": true, "other": 1}', { subdir: true, usable: true }],
    ['\ufeff{"subdir": false}', { subdir: false, usable: true }],
    ['{"__proto__": {"project": "x"}}', { subdir: false, usable: true }],
  ])('reads %s', (text, expected) => {
    write('one/.memorygraph.json', text);
    expect(readProjectFile(join(home, 'one'))).toEqual(expected);
  });

  it.each([
    ['', /is not JSON/],
    ['[]', /must hold one JSON object/],
    ['null', /must hold one JSON object/],
    ['"shop"', /must hold one JSON object/],
    ['{"subdir": "yes"}', /"subdir" must be true or false/],
    ['{"project": 1}', /"project" must be a name/],
    ['{"project": null}', /"project" must be a name/],
    ['{"project": ""}', /"project" must be a name/],
    ['{"project": "all"}', /"project" must be a name/],
    ['{"project": "github.com/acme/shop"}', /"project" must be a name/],
    ['{"project": "https://ann:token@github.com/acme/shop"}', /"project" must be a name/],
    ['{"project": "/home/ann"}', /"project" must be a name/],
    ['{"project": "a#b"}', /"project" must be a name/],
    ['{"project": "a\\nb"}', /"project" must be a name/],
    [`{"project": "${'x'.repeat(101)}"}`, /"project" must be a name/],
    [`${'['.repeat(16_000)}`, /is not JSON/],
    [' '.repeat(20_000), /is larger than 16 KB/],
  ])('says what is wrong with %.40s', (text, problem) => {
    write('one/.memorygraph.json', text);
    const found = readProjectFile(join(home, 'one'));
    expect(found?.problem).toMatch(problem);
    expect(found?.name).toBeUndefined();
    expect(found?.problem).not.toContain('token');
  });

  it('finds none, and does not take a folder for one', () => {
    expect(readProjectFile(join(home, 'gone'))).toBeNull();
    mkdirSync(join(home, 'two', '.memorygraph.json'), { recursive: true });
    expect(readProjectFile(join(home, 'two'))?.problem).toMatch(/is not a regular file/);
  });
});

/** Some files cannot be where others already are. */
function writeWhereItGoes(path: string, text: string): void {
  try {
    write(path, text);
  } catch (error) {
    if (!['EISDIR', 'ENOTDIR', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
