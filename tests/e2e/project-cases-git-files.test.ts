import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseGitConfig } from '../../src/project/git-config.js';
import { currentBranch, type GitState } from '../../src/project/git-state.js';
import { testFolder } from '../support/test-folder.js';
import { makeWorld, type World } from './project-cases-world.js';

const TEXTS: readonly (readonly [string, string])[] = [
  ['plain', '[core]\n\tbare = false\n[remote "origin"]\n\turl = https://github.com/acme/shop.git\n'],
  ['Windows line ends', '[core]\r\n\tbare = false\r\n[a "b"]\r\n\tc = d e \r\n'],
  ['a mark at the beginning', '\ufeff[a]\nb = c\n'],
  ['letters of both cases', '[Core]\nBARE = False\n[Remote "Origin"]\nURL = X\n'],
  ['one line', '[a] b = c\n[d "e"] f = g ; comment\n'],
  ['comments', '# one\n; two\n[a] # three\n\tb = c # four\n\td = "e # f" ; five\n\tg = h;i\n'],
  ['quotes', '[a]\nb = "  c  "\nd = e" f "g\nh = "i"j"k"\nl = ""\nm =\n'],
  ['escapes', '[a]\nb = c\\n\\td\\\\e\\"f\ng = "\\t h \\b"\n'],
  ['lines that go on', '[a]\nb = c \\\n   d\ne = "f\\\ng"\nh = i \\\r\n j\n'],
  ['subsections', '[a "b.c/d"]\ne = f\n[a "g\\"h\\\\i"]\nj = k\n[a "l m"]\nn = o\n[a ""]\np = q\n'],
  ['former subsections', '[a.B.c]\nd = e\n'],
  ['a key alone', '[a]\nb\nc = d\ne\n'],
  ['several values', '[a]\nb = 1\nb = 2\n[c]\nd = 3\n[a]\nb = 4\n'],
  ['blanks', '  [ a ]\n\n\t b\t=\tc  d\t \n   \n[e\t"f"]\n g=h\n'],
  ['no last line end', '[a]\nb = c'],
  ['signs in values', "[a]\nb = https://u:p@h/x?y=z&w\nc = a=b\nd = [e]\nf = 'g'\n"],
];

describe('parseGitConfig', () => {
  const world = makeWorld(join(testFolder('config'), 'world'));

  it.each(TEXTS)('reads %s as git does', (_name, text) => {
    world.write('config', text);
    const list = askGit(world, 'config', '--file', world.at('config'), '--list', '--null');
    if (list === null) return expect(text).toContain('[ a ]');
    const theirs = list.split('\0').slice(0, -1);
    const ours = parseGitConfig(text).map(({ section, subsection, key, value }) => {
      const name = [section, ...(subsection === '' ? [] : [subsection]), key].join('.');
      return { name, value };
    });
    expect(ours).toEqual(
      theirs.map((each) => {
        const end = each.indexOf('\n');
        const name = (end < 0 ? each : each.slice(0, end)).replace('..', '.');
        return { name, value: end < 0 ? 'true' : each.slice(end + 1) };
      }),
    );
  });

  it('leaves out lines that are damaged, and keeps those around them', () => {
    const text = '[a]\nb = c\n= d\ne = "open\nf = \\q\n[unfinished\ng = h\n!\n[i]\nj = k\n';
    const found = parseGitConfig(text).map(({ section, key, value }) => `${section}.${key}=${value}`);
    expect(found).toEqual(['a.b=c', 'a.g=h', 'i.j=k']);
  });
});

describe('currentBranch', () => {
  const first = (world: World) => world.git('home/ann/shop', 'rev-parse', 'HEAD');
  const states: readonly (readonly [string, (world: World) => string, (world: World) => GitState])[] = [
    ['a branch', () => 'home/ann/shop/.git', (world) => ({ branch: 'main', commit: first(world) })],
    [
      'a branch with a slash in its name',
      (world) => {
        world.git('home/ann/shop', 'checkout', '--quiet', '-b', 'feature/caf\u00e9');
        return 'home/ann/shop/.git';
      },
      (world) => ({ branch: 'feature/caf\u00e9', commit: first(world) }),
    ],
    [
      'packed references',
      (world) => {
        world.git('home/ann/shop', 'update-ref', 'refs/aaa/refs/heads/main', 'HEAD');
        world.git('home/ann/shop', 'commit', '--quiet', '--allow-empty', '--message', 'second');
        world.git('home/ann/shop', 'pack-refs', '--all');
        return 'home/ann/shop/.git';
      },
      (world) => ({ branch: 'main', commit: first(world) }),
    ],
    [
      'a detached HEAD',
      (world) => {
        world.git('home/ann/shop', 'checkout', '--quiet', '--detach');
        return 'home/ann/shop/.git';
      },
      (world) => ({ branch: null, commit: first(world) }),
    ],
    [
      'a linked work tree',
      (world) => {
        world.git('home/ann/shop', 'worktree', 'add', '--quiet', '-b', 'fix', '../fix');
        world.git('home/ann/fix', 'commit', '--quiet', '--allow-empty', '--message', 'second');
        return 'home/ann/shop/.git/worktrees/fix';
      },
      (world) => ({ branch: 'fix', commit: world.git('home/ann/fix', 'rev-parse', 'HEAD') }),
    ],
    [
      'a branch that stands for another',
      (world) => {
        world.git('home/ann/shop', 'symbolic-ref', 'refs/heads/alias', 'refs/heads/main');
        world.git('home/ann/shop', 'symbolic-ref', 'HEAD', 'refs/heads/alias');
        return 'home/ann/shop/.git';
      },
      (world) => ({ branch: 'alias', commit: first(world) }),
    ],
    [
      'a branch without commits',
      (world) => {
        world.git('home/ann/shop', 'checkout', '--quiet', '--orphan', 'new');
        return 'home/ann/shop/.git';
      },
      () => ({ branch: 'new', commit: null }),
    ],
    [
      'a reference that leads out of the folder',
      (world) => {
        world.write('home/ann/shop/.git/HEAD', 'ref: refs/heads/../../../../secret\n');
        world.write('home/ann/secret', `${'a'.repeat(40)}\n`);
        return 'home/ann/shop/.git';
      },
      () => ({ branch: null, commit: null }),
    ],
    [
      'another format of references',
      (world) => {
        world.write('home/ann/shop/.git/HEAD', 'ref: refs/heads/.invalid\n');
        return 'home/ann/shop/.git';
      },
      () => ({ branch: null, commit: null }),
    ],
    ['no repository', () => 'home/ann', () => ({ branch: null, commit: null })],
  ];

  it.each(states)('reads %s', (_name, make, expected) => {
    const world = makeWorld(join(testFolder('state'), 'world'));
    world.repository('home/ann/shop');
    const place = make(world);
    expect(currentBranch(world.at(place))).toEqual(expected(world));
  });
});

/** What git says, or null where it refuses. */
function askGit(world: World, ...words: string[]): string | null {
  try {
    return execFileSync('git', words, {
      cwd: world.base,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}
