import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGroupMapping } from '../../../src/auth/group-mapping.js';
import { testFolder } from '../../support/test-folder.js';
import { folderWith, problemsOf } from './files.js';

const NAME = 'MEMORY_GROUP_MAPPING_FILE';

const read = (content: unknown) =>
  readGroupMapping(join(folderWith({ 'groups.json': content }), 'groups.json'), NAME);

describe('readGroupMapping', () => {
  it('reads what groups mean', async () => {
    const mapping = await read({
      groups: {
        'CN=Web Team,OU=Groups': {
          tenant: 'acme',
          teams: ['web', 'web'],
          roles: ['viewer', 'admin'],
          projects: ['github.com/acme/shop'],
        },
        everything: { projects: ['x', '*'] },
        nothing: {},
        constructor: { roles: ['user'] },
      },
    });
    expect(Object.fromEntries(mapping)).toEqual({
      'CN=Web Team,OU=Groups': {
        tenant_id: 'acme',
        team_ids: ['web'],
        roles: ['admin', 'viewer'],
        projects: ['github.com/acme/shop'],
      },
      everything: { team_ids: [], roles: [], projects: 'all' },
      nothing: { team_ids: [], roles: [], projects: [] },
      constructor: { team_ids: [], roles: ['user'], projects: [] },
    });
    expect(mapping.get('toString')).toBeUndefined();
  });

  it('takes a byte order mark, and a group with the name of a prototype', async () => {
    const mapping = await read('\ufeff{"groups":{"__proto__":{"roles":["user"]}}}');
    expect(mapping.get('__proto__')).toEqual({ team_ids: [], roles: ['user'], projects: [] });
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{"groups":', /: the file is not JSON$/],
    ['a list', [], /: the file must be \{"groups"/],
    ['groups that are a list', { groups: [] }, /: the file must be/],
    ['more beside groups', { groups: {}, more: 1 }, /: the file must be/],
    ['not UTF-8', Buffer.from([0x7b, 0xff]), /: the file is not UTF-8 text$/],
    ['too large', `{"groups":{}}${' '.repeat(1_100_000)}`, /: the file is larger than/],
    ['a group that is a text', { groups: { a: 'web' } }, /: group "a": it must be an object/],
    ['a group without a name', { groups: { '': {} } }, /: group "": a name has/],
    [
      'an unknown key',
      { groups: { a: { team: ['x'] } } },
      /: group "a": "team" is not known; it may have tenant,/,
    ],
    ['a tenant that none can be', { groups: { a: { tenant: 'a/b' } } }, /: group "a": tenant must be/],
    ['a tenant that is a list', { groups: { a: { tenant: ['acme'] } } }, /: group "a": tenant must be/],
    ['teams that are a text', { groups: { a: { teams: 'web' } } }, /: group "a": teams must be a list of/],
    ['team *', { groups: { a: { teams: ['*'] } } }, /: group "a": teams must be/],
    [
      '201 teams',
      { groups: { a: { teams: Array.from({ length: 201 }, (_, at) => `t${at}`) } } },
      /at most 200 teams/,
    ],
    [
      'a role that is not there',
      { groups: { a: { roles: ['root'] } } },
      /roles must be a list of these: admin, user, viewer/,
    ],
    ['a role that is a number', { groups: { a: { roles: [1] } } }, /roles must be/],
    ['an empty project', { groups: { a: { projects: [''] } } }, /projects must be a list of/],
    ['null', { groups: { a: { teams: null } } }, /teams must be/],
  ])('refuses %s', async (_, content, because) => {
    const [problem, ...more] = await problemsOf(() => read(content));
    expect(problem).toMatch(because);
    expect(problem?.startsWith(NAME)).toBe(true);
    expect(more).toEqual([]);
  });

  it('names every problem at once', async () => {
    const problems = await problemsOf(() =>
      read({ groups: { a: { tenant: '', teams: 7 }, b: null, c: { roles: ['x'], more: 1 }, d: {} } }),
    );
    expect(problems.map((problem) => problem.split(': ')[1])).toEqual([
      'group "a"',
      'group "a"',
      'group "b"',
      'group "c"',
      'group "c"',
    ]);
  });

  it('says so where there is no such file', async () => {
    const folder = testFolder('auth');
    mkdirSync(join(folder, 'folder'));
    const at = (name: string) => problemsOf(() => readGroupMapping(join(folder, name), NAME));
    expect(await at('none.json')).toEqual([`${NAME}: the file is not there`]);
    expect(await at('folder')).toEqual([`${NAME}: it is not a file`]);
  });
});
