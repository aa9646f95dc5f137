import type { ProjectCase } from './project-cases.js';

const SHOP = 'github.com/acme/shop';

/** Parts of repositories, names that people set, folders without a repository, and what is nobody's project. */
export const FOLDER_CASES: readonly ProjectCase[] = [
  {
    name: 'a part of a monorepo: `{"subdir": true}` in it',
    make: (world) => {
      world.repository('home/ann/mono', 'https://github.com/acme/mono');
      world.write('home/ann/mono/packages/api/.memorygraph.json', '{"subdir": true}');
      return world.at('home/ann/mono/packages/api');
    },
    id: 'github.com/acme/mono#packages/api',
  },
  {
    name: 'a folder inside that part',
    make: (world) => {
      world.repository('home/ann/mono', 'https://github.com/acme/mono');
      world.write('home/ann/mono/packages/api/.memorygraph.json', '{"subdir": true}');
      return world.folder('home/ann/mono/packages/api/src/routes');
    },
    id: 'github.com/acme/mono#packages/api',
  },
  {
    name: 'the part beside it, without a file',
    make: (world) => {
      world.repository('home/ann/mono', 'https://github.com/acme/mono');
      world.write('home/ann/mono/packages/api/.memorygraph.json', '{"subdir": true}');
      return world.folder('home/ann/mono/packages/web');
    },
    id: 'github.com/acme/mono',
  },
  {
    name: 'a part in a linked work tree, no remote',
    make: (world) => {
      world.repository('home/ann/mono');
      world.git('home/ann/mono', 'worktree', 'add', '--quiet', '../fix');
      world.write('home/ann/fix/packages/api/.memorygraph.json', '\ufeff{"subdir": true}\r\n');
      return world.at('home/ann/fix/packages/api');
    },
    id: 'BASE/home/ann/mono#packages/api',
  },
  {
    name: 'a name in a repository without a remote',
    make: (world) => {
      world.repository('home/ann/shop');
      world.write('home/ann/shop/.memorygraph.json', '{"project": "acme-shop"}');
      return world.folder('home/ann/shop/src');
    },
    id: 'acme-shop',
  },
  {
    name: 'a name and a part of it',
    make: (world) => {
      world.repository('home/ann/shop');
      world.write('home/ann/shop/.memorygraph.json', '{"project": "acme-shop"}');
      world.write('home/ann/shop/api/.memorygraph.json', '{"subdir": true}');
      return world.at('home/ann/shop/api');
    },
    id: 'acme-shop#api',
  },
  {
    name: 'a name inside a part',
    make: (world) => {
      world.repository('home/ann/shop');
      world.write('home/ann/shop/packages/.memorygraph.json', '{"subdir": true}');
      world.write('home/ann/shop/packages/api/.memorygraph.json', '{"project": "acme-api"}');
      return world.at('home/ann/shop/packages/api');
    },
    id: 'acme-api',
  },
  {
    name: 'a name in a repository with a remote',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      world.write('home/ann/shop/.memorygraph.json', '{"project": "acme-shop"}');
      return world.at('home/ann/shop');
    },
    id: SHOP,
    problem: /"project" has no effect because the repository has a remote/,
  },
  {
    name: 'a name in a folder without a repository',
    make: (world) => {
      world.write('home/ann/notes/.memorygraph.json', '{"project": "My notes"}');
      return world.folder('home/ann/notes/2026/may');
    },
    id: 'My notes',
  },
  {
    name: 'a file without a name marks the top of a folder',
    make: (world) => {
      world.write('home/ann/notes/.memorygraph.json', '{}');
      return world.folder('home/ann/notes/2026');
    },
    id: 'BASE/home/ann/notes',
  },
  {
    name: 'a downloaded file that claims the project of others',
    make: (world) => {
      world.write('home/ann/download/.memorygraph.json', '{"project": "github.com/acme/shop"}');
      return world.at('home/ann/download');
    },
    id: 'BASE/home/ann/download',
    problem: /"project" must be a name/,
  },
  {
    name: 'a damaged file',
    make: (world) => {
      world.repository('home/ann/shop', 'https://github.com/acme/shop');
      world.write('home/ann/shop/.memorygraph.json', '{"project": ');
      return world.at('home/ann/shop');
    },
    id: SHOP,
    problem: /is not JSON/,
  },
  {
    name: 'a file of a hundred thousand characters',
    make: (world) => {
      world.repository('home/ann/shop');
      world.write('home/ann/shop/.memorygraph.json', `{"project": "${'x'.repeat(100_000)}"}`);
      return world.at('home/ann/shop');
    },
    id: 'BASE/home/ann/shop',
    problem: /is larger than 16 KB/,
  },
  {
    name: 'a file that is a link to elsewhere',
    make: (world) => {
      world.repository('home/ann/shop');
      world.write('srv/settings.json', '{"project": "else"}');
      world.link('srv/settings.json', 'home/ann/shop/.memorygraph.json');
      return world.at('home/ann/shop');
    },
    id: 'BASE/home/ann/shop',
    problem: /is not a regular file/,
    links: 'file',
  },
  {
    name: 'a plain folder below the home: a project by its path',
    make: (world) => world.folder('home/ann/Documents/notes'),
    id: 'BASE/home/ann/Documents/notes',
  },
  {
    name: 'a plain folder elsewhere',
    make: (world) => world.folder('srv/data/Gr\u00fc\u00dfe'),
    id: 'BASE/srv/data/Gr\u00fc\u00dfe',
  },
  {
    name: 'a home',
    make: (world) => world.at('home/ann'),
    id: null,
  },
  {
    name: 'a home that is a repository of dot-files',
    make: (world) => world.repository('home/ann', 'https://github.com/ann/dotfiles'),
    id: null,
  },
  {
    name: 'a folder below such a home',
    make: (world) => {
      world.repository('home/ann', 'https://github.com/ann/dotfiles');
      return world.folder('home/ann/Documents/notes');
    },
    id: 'BASE/home/ann/Documents/notes',
  },
  {
    name: 'the folder that holds the homes',
    make: (world) => world.at('home'),
    id: null,
  },
  {
    name: 'the temporary directory, even with a `.git`',
    make: (world) => world.repository('tmp', 'https://github.com/acme/shop'),
    id: null,
  },
  {
    name: 'a plain folder in the temporary directory',
    make: (world) => world.folder('tmp/scratch/one'),
    id: null,
  },
  {
    name: 'one with a name in its file',
    make: (world) => {
      world.write('tmp/scratch/.memorygraph.json', '{"project": "scratch"}');
      return world.folder('tmp/scratch/one');
    },
    id: 'scratch',
  },
  {
    name: 'the root of the file system',
    make: () => '/',
    id: null,
  },
  {
    name: 'a folder that is not there',
    make: (world) => world.at('home/ann/gone'),
    id: null,
  },
];
