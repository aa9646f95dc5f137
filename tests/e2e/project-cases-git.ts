import { mkdirSync, renameSync, rmSync } from 'node:fs';
import type { ProjectCase } from './project-cases.js';

const SHOP = 'github.com/acme/shop';

/** The many shapes of a repository: work trees, submodules, bare ones, damaged ones. */
export const GIT_CASES: readonly ProjectCase[] = [
  {
    name: 'a linked work tree',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      world.git('home/ann/shop', 'worktree', 'add', '--quiet', '../shop-fix');
      return world.at('home/ann/shop-fix');
    },
    id: SHOP,
  },
  {
    name: 'a linked work tree without a remote: the main one',
    make: (world) => {
      world.repository('home/ann/shop');
      world.git('home/ann/shop', 'worktree', 'add', '--quiet', '../shop-fix');
      return world.folder('home/ann/shop-fix/src');
    },
    id: 'BASE/home/ann/shop',
  },
  {
    name: 'a work tree inside the main one',
    make: (world) => {
      world.repository('home/ann/shop');
      world.git('home/ann/shop', 'worktree', 'add', '--quiet', '.trees/fix');
      return world.at('home/ann/shop/.trees/fix');
    },
    id: 'BASE/home/ann/shop',
  },
  {
    name: 'a work tree of a bare clone',
    make: (world) => {
      world.bare('srv/shop.git');
      world.git('srv/shop.git', 'remote', 'add', 'origin', 'git@github.com:acme/shop.git');
      world.git('srv/shop.git', 'worktree', 'add', '--quiet', world.at('home/ann/fix'));
      return world.at('home/ann/fix');
    },
    id: SHOP,
  },
  {
    name: 'work trees beside a `.bare` folder, no remote',
    make: (world) => {
      world.bare('home/ann/shop/.bare');
      world.write('home/ann/shop/.git', 'gitdir: ./.bare\n');
      world.git('home/ann/shop', 'worktree', 'add', '--quiet', 'fix');
      return world.at('home/ann/shop/fix');
    },
    id: 'BASE/home/ann/shop',
  },
  {
    name: 'a work tree whose main one was moved and repaired',
    make: (world) => {
      world.repository('home/ann/shop');
      world.git('home/ann/shop', 'worktree', 'add', '--quiet', '../shop-fix');
      renameSync(world.at('home/ann/shop'), world.at('home/ann/store'));
      world.git('home/ann/store', 'worktree', 'repair');
      return world.at('home/ann/shop-fix');
    },
    id: 'BASE/home/ann/store',
  },
  {
    name: 'a work tree whose main one is gone',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      world.git('home/ann/shop', 'worktree', 'add', '--quiet', '../shop-fix');
      rmSync(world.at('home/ann/shop'), { recursive: true });
      return world.at('home/ann/shop-fix');
    },
    id: 'BASE/home/ann/shop-fix',
    problem: /shop-fix.\.git is no repository/,
  },
  {
    name: 'a submodule: its own remote',
    make: (world) => {
      world.bare('srv/lib.git');
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      world.git('home/ann/shop', 'submodule', '--quiet', 'add', world.at('srv/lib.git'), 'lib');
      world.git('home/ann/shop/lib', 'remote', 'set-url', 'origin', 'https://github.com/acme/lib.git');
      return world.at('home/ann/shop/lib');
    },
    id: 'github.com/acme/lib',
  },
  {
    name: 'a submodule whose remote was taken away',
    make: (world) => {
      world.bare('srv/lib.git');
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      world.git('home/ann/shop', 'submodule', '--quiet', 'add', world.at('srv/lib.git'), 'lib');
      world.git('home/ann/shop/lib', 'remote', 'remove', 'origin');
      return world.at('home/ann/shop/lib');
    },
    id: 'BASE/home/ann/shop/lib',
  },
  {
    name: 'a repository inside another, not a submodule',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      return world.repository('home/ann/shop/vendor/lib', 'https://github.com/acme/lib');
    },
    id: 'github.com/acme/lib',
  },
  {
    name: 'a shallow clone of a clone on this machine',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      const source = `file://${world.base.startsWith('/') ? '' : '/'}${encodeURI(world.base)}/home/ann/shop`;
      world.git('home/ann', 'clone', '--quiet', '--depth', '1', source, 'quick');
      return world.at('home/ann/quick');
    },
    id: SHOP,
  },
  {
    name: 'a clone of a clone of a clone',
    make: (world) => {
      world.repository('home/ann/a', 'https://github.com/acme/shop');
      world.git('home/ann', 'clone', '--quiet', 'a', 'b');
      world.git('home/ann', 'clone', '--quiet', 'b', 'c');
      return world.at('home/ann/c');
    },
    id: SHOP,
  },
  {
    name: 'a clone of a bare repository on this machine',
    make: (world) => {
      world.bare('srv/shop.git');
      world.git('home/ann', 'clone', '--quiet', world.at('srv/shop.git'), 'one');
      return world.at('home/ann/one');
    },
    id: 'BASE/srv/shop.git',
  },
  {
    name: 'a clone of what is no longer there',
    make: (world) => {
      world.bare('srv/shop.git');
      world.git('home/ann', 'clone', '--quiet', world.at('srv/shop.git'), 'one');
      rmSync(world.at('srv/shop.git'), { recursive: true });
      return world.at('home/ann/one');
    },
    id: 'BASE/home/ann/one',
  },
  {
    name: 'a clone of a home',
    make: (world) => {
      world.repository('home/ann');
      world.git('srv', 'clone', '--quiet', world.at('home/ann'), 'dots');
      return world.at('srv/dots');
    },
    id: 'BASE/srv/dots',
  },
  {
    name: 'a bare repository with a remote',
    make: (world) => {
      world.bare('srv/shop.git');
      world.git('srv/shop.git', 'remote', 'add', 'origin', 'https://github.com/acme/shop');
      return world.at('srv/shop.git');
    },
    id: SHOP,
  },
  {
    name: 'a bare repository without one',
    make: (world) => world.bare('srv/shop.git'),
    id: 'BASE/srv/shop.git',
  },
  {
    name: 'a bare repository that lies in a work tree',
    make: (world) => {
      world.bare('srv/other.git');
      world.git('srv/other.git', 'remote', 'add', 'origin', 'https://github.com/other/secret');
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      world.folder('home/ann/shop/fixtures');
      renameSync(world.at('srv/other.git'), world.at('home/ann/shop/fixtures/repo'));
      return world.at('home/ann/shop/fixtures/repo');
    },
    id: SHOP,
  },
  {
    name: 'the git directory itself',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      return world.folder('home/ann/shop/.git/hooks');
    },
    id: SHOP,
  },
  {
    name: 'a detached HEAD',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      world.git('home/ann/shop', 'checkout', '--quiet', '--detach');
      return world.at('home/ann/shop');
    },
    id: SHOP,
  },
  {
    name: 'a sparse checkout',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      world.git('home/ann/shop', 'sparse-checkout', 'set', 'src');
      return world.at('home/ann/shop');
    },
    id: SHOP,
  },
  {
    name: 'a git directory that was put elsewhere, no remote',
    make: (world) => {
      world.folder('srv');
      world.git(
        'srv',
        'init',
        '--quiet',
        '--separate-git-dir',
        world.at('srv/shop.git'),
        world.at('home/ann/shop'),
      );
      return world.at('home/ann/shop');
    },
    id: 'BASE/srv/shop.git',
  },
  {
    name: 'a work tree of that one',
    make: (world) => {
      world.folder('srv');
      world.git(
        'srv',
        'init',
        '--quiet',
        '--separate-git-dir',
        world.at('srv/shop.git'),
        world.at('home/ann/shop'),
      );
      world.git('home/ann/shop', 'commit', '--quiet', '--allow-empty', '--message', 'first');
      world.git('home/ann/shop', 'worktree', 'add', '--quiet', '../shop-fix');
      return world.at('home/ann/shop-fix');
    },
    id: 'BASE/srv/shop.git',
  },
  {
    name: 'a repository without a remote',
    make: (world) => {
      world.repository('home/ann/shop');
      return world.folder('home/ann/shop/src');
    },
    id: 'BASE/home/ann/shop',
  },
  {
    name: 'the same after it was renamed: another project',
    make: (world) => {
      world.repository('home/ann/shop');
      renameSync(world.at('home/ann/shop'), world.at('home/ann/store'));
      return world.at('home/ann/store');
    },
    id: 'BASE/home/ann/store',
  },
  {
    name: 'an empty `.git` folder',
    make: (world) => {
      mkdirSync(world.at('home/ann/shop/.git'), { recursive: true });
      return world.folder('home/ann/shop/src');
    },
    id: 'BASE/home/ann/shop',
    problem: /shop.\.git is no repository/,
  },
  {
    name: 'a configuration of git that is damaged',
    make: (world) => {
      world.repository('home/ann/shop');
      world.write(
        'home/ann/shop/.git/config',
        '[core\n\u0000\u0001 = \\q "\n[remote "origin"]\n\turl = https://github.com/acme/shop\n\tx = "open\n',
      );
      return world.at('home/ann/shop');
    },
    id: SHOP,
  },
];
