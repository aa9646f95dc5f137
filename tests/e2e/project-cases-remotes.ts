import { renameSync } from 'node:fs';
import type { ProjectCase } from './project-cases.js';

const SHOP = 'github.com/acme/shop';

/** Repositories that have a remote: where they lie does not matter. */
export const REMOTE_CASES: readonly ProjectCase[] = [
  {
    name: 'a repository with an https remote',
    make: (world) => world.repository('home/ann/shop', 'https://github.com/acme/shop.git'),
    id: SHOP,
  },
  {
    name: 'the same one over ssh, as a colleague has it',
    make: (world) => world.repository('home/ann/jobs/shop', 'git@github.com:Acme/Shop.git'),
    id: SHOP,
  },
  {
    name: 'a remote with a token in its address',
    make: (world) => world.repository('home/ann/shop', 'https://ann:ghp_s3cret@github.com/acme/shop'),
    id: SHOP,
  },
  {
    name: 'a second clone of one repository',
    make: (world) => {
      world.bare('srv/shop.git');
      world.git('home/ann', 'clone', '--quiet', world.at('srv/shop.git'), 'shop-2');
      world.git('home/ann/shop-2', 'remote', 'set-url', 'origin', 'ssh://git@github.com:22/acme/shop.git');
      return world.at('home/ann/shop-2');
    },
    id: SHOP,
  },
  {
    name: 'a clone that was moved',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop.git');
      renameSync(world.at('home/ann/shop'), world.at('home/ann/moved'));
      return world.at('home/ann/moved');
    },
    id: SHOP,
  },
  {
    name: 'a folder deep inside a clone',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop.git');
      return world.folder('home/ann/shop/src/cart/tests');
    },
    id: SHOP,
  },
  {
    name: 'a fork: `upstream` beside `origin`',
    make: (world) => {
      world.repository('home/ann/shop', 'git@github.com:ann/shop.git');
      world.git('home/ann/shop', 'remote', 'add', 'upstream', 'https://github.com/acme/shop.git');
      return world.at('home/ann/shop');
    },
    id: 'github.com/ann/shop',
  },
  {
    name: 'a fork on a branch that follows `upstream`',
    make: (world) => {
      world.repository('home/ann/shop', 'git@github.com:ann/shop.git');
      world.git('home/ann/shop', 'remote', 'add', 'upstream', 'https://github.com/acme/shop.git');
      world.git('home/ann/shop', 'config', 'branch.main.remote', 'upstream');
      return world.at('home/ann/shop');
    },
    id: 'github.com/ann/shop',
  },
  {
    name: 'one remote of another name',
    make: (world) => {
      world.repository('home/ann/shop');
      world.git('home/ann/shop', 'remote', 'add', 'company', 'https://git.acme.example/team/Shop.git');
      return world.at('home/ann/shop');
    },
    id: 'git.acme.example/team/Shop',
  },
  {
    name: 'no `origin`: the remote that the current branch follows',
    make: (world) => {
      world.repository('home/ann/shop');
      world.git('home/ann/shop', 'remote', 'add', 'backup', 'https://backup.example/ann/shop.git');
      world.git('home/ann/shop', 'remote', 'add', 'company', 'https://github.com/acme/shop.git');
      world.git('home/ann/shop', 'config', 'branch.main.remote', 'company');
      return world.at('home/ann/shop');
    },
    id: SHOP,
  },
  {
    name: 'no `origin` and nothing followed: the first by name',
    make: (world) => {
      world.repository('home/ann/shop');
      world.git('home/ann/shop', 'remote', 'add', 'zeta', 'https://zeta.example/ann/shop.git');
      world.git('home/ann/shop', 'remote', 'add', 'company', 'https://github.com/acme/shop.git');
      return world.at('home/ann/shop');
    },
    id: SHOP,
  },
  {
    name: 'an address that the repository shortens with `insteadOf`',
    make: (world) => {
      world.repository('home/ann/shop', 'acme:shop.git');
      world.git('home/ann/shop', 'config', 'url.https://github.com/acme/.insteadOf', 'acme:');
      return world.at('home/ann/shop');
    },
    id: SHOP,
  },
  {
    name: 'an address that the person shortens in `~/.gitconfig`',
    make: (world) => {
      world.write('home/ann/.gitconfig', '[url "git@github.com:"]\n\tinsteadOf = gh:\n');
      return world.repository('home/ann/shop', 'gh:acme/shop');
    },
    id: SHOP,
  },
  {
    name: 'a name of a server from `~/.ssh/config`',
    make: (world) => {
      world.write('home/ann/.ssh/config', 'Host github.com-work gh\n  HostName github.com\n  User git\n');
      return world.repository('home/ann/shop', 'git@github.com-work:acme/shop.git');
    },
    id: SHOP,
  },
  {
    name: 'Azure DevOps over ssh',
    make: (world) => world.repository('home/ann/shop', 'git@ssh.dev.azure.com:v3/Acme/Web/Shop'),
    id: 'dev.azure.com/acme/web/_git/shop',
  },
  {
    name: 'a nested group of GitLab',
    make: (world) => world.repository('home/ann/shop', 'https://gitlab.com/acme/web/team/shop.git'),
    id: 'gitlab.com/acme/web/team/shop',
  },
  {
    name: 'a repository without commits',
    make: (world) => {
      world.folder('home/ann/shop');
      world.git('home/ann/shop', 'init', '--quiet');
      world.git('home/ann/shop', 'remote', 'add', 'origin', 'https://github.com/acme/shop');
      return world.at('home/ann/shop');
    },
    id: SHOP,
  },
  {
    name: 'a clone in the temporary directory',
    make: (world) => world.repository('tmp/build-1', 'https://github.com/acme/shop'),
    id: SHOP,
  },
  {
    name: 'a link to a clone',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      return world.link('home/ann/shop', 'home/ann/here');
    },
    id: SHOP,
  },
  {
    name: 'a clone with Windows line ends in its configuration',
    make: (world) => {
      world.repository('home/ann/shop');
      world.write(
        'home/ann/shop/.git/config',
        '\ufeff[core]\r\n\tbare = false\r\n[Remote "origin"] ; mine\r\n\tURL = "https://github.com/acme/shop.git" # x\r\n',
      );
      return world.at('home/ann/shop');
    },
    id: SHOP,
  },
  {
    name: 'a name with blanks and accents',
    make: (world) =>
      world.repository('home/ann/caf\u00e9 shop', 'https://git.acme.example/team/caf%C3%A9%20shop.git'),
    id: 'git.acme.example/team/caf\u00e9 shop',
  },
];
