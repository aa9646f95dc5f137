import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryGraphError } from '../../../../src/errors/memory-graph-error.js';
import { createDestinations } from '../../../../src/transfer/tenancy/destinations.js';
import { makePlan, planOf, planText, tenantsOf } from '../../../../src/transfer/tenancy/plan.js';
import { readProjectMap } from '../../../../src/transfer/tenancy/project-map.js';
import { repeatedKey } from '../../../../src/transfer/tenancy/repeated-key.js';
import { testFolder } from '../../../support/test-folder.js';

const folder = testFolder('plan');
let made = 0;

function file(content: string | Buffer): string {
  const path = join(folder, `map-${++made}.json`);
  writeFileSync(path, content);
  return path;
}

async function refusal(content: string | Buffer): Promise<string> {
  const thrown = await readProjectMap(file(content)).catch((cause: unknown) => cause);
  if (!(thrown instanceof MemoryGraphError)) throw new Error('was taken');
  expect(thrown.code).toBe('invalid_file');
  return thrown.message;
}

describe('a map of projects', () => {
  it('is read as it is written', async () => {
    const map = await readProjectMap(
      file(
        '\ufeff{"projects": {"a": {"tenant": "t", "team": "x"}, "*": {"tenant": "r"}}, "none": {"tenant": "n"}}',
      ),
    );
    expect([...map.projects]).toEqual([
      ['a', { tenant: 't', team: 'x' }],
      ['*', { tenant: 'r' }],
    ]);
    expect(map.none).toEqual({ tenant: 'n' });
  });

  it.each([
    ['', /is not JSON/],
    ['[]', /expected object/i],
    ['{}', /projects/],
    ['{"projects": {}, "more": 1}', /more/],
    ['{"projects": {"a": {}}}', /tenant/],
    ['{"projects": {"a": {"tenant": "../x"}}}', /must be 1 to 64/],
    ['{"projects": {"a": {"tenant": ""}}}', /must be 1 to 64/],
    ['{"projects": {"a": {"tenant": 7}}}', /tenant/],
    ['{"projects": {"a": {"tenant": "t", "team": "*"}}}', /team/],
    ['{"projects": {"a": {"tenant": "t", "tema": "x"}}}', /tema/],
    ['{"projects": {"a": "t"}}', /projects\.a/],
    ['{"projects": {"": {"tenant": "t"}}}', /projects/],
    ['{"projects": {"a": {"tenant": "t"}, "a": {"tenant": "u"}}}', /names "a" twice/],
    ['{"projects": {"a": {"tenant": "t"}, "\\u0061": {"tenant": "u"}}}', /names "a" twice/],
    ['{"projects": {"__proto__": {"tenant": "t"}}}', /forbidden key/],
    ['{"projects": {"a": {"tenant": "t"}}} x', /is not JSON/],
    [Buffer.from([0x7b, 0xff, 0x7d]), /not UTF-8/],
  ])('is refused: %s', async (content, says) => {
    expect(await refusal(content)).toMatch(says);
  });

  it('is refused where it is too large, not there, or a folder', async () => {
    expect(await refusal(`{"projects": {}}${' '.repeat(4 * 1024 * 1024)}`)).toMatch(/no larger than 4 MB/);
    await expect(readProjectMap(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'not_found' });
    mkdirSync(join(folder, 'sub'));
    await expect(readProjectMap(join(folder, 'sub'))).rejects.toMatchObject({ code: 'invalid_file' });
  });
});

describe('repeatedKey', () => {
  it('finds what a parser hides, and nothing else', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(repeatedKey(text)).toBeNull();
      }),
    );
    expect(repeatedKey('[{"a": 1}, {"a": 2}, {"b": {"a": 1}, "a": 2}]')).toBeNull();
    expect(repeatedKey('{"a": {"b": 1, "c": [{"b": 2}], "b": 3}}')).toBe('b');
    expect(repeatedKey('{"a\\"{": 1, "a\\"{": 2}')).toBe('a"{');
    expect(repeatedKey('{"x": "a\\":{", "y": "\\\\"}')).toBeNull();
  });
});

describe('makePlan', () => {
  const map = {
    projects: new Map([
      ['b', { tenant: 'two', team: 'x' }],
      ['a', { tenant: 'one' }],
    ]),
  };

  it('lets every team see what names none', () => {
    expect(makePlan({ tenant_id: 'acme' })).toEqual({
      visibility: 'team',
      projects: [],
      others: { tenant_id: 'acme', team_id: '*' },
      none: { tenant_id: 'acme', team_id: '*' },
    });
    const plan = makePlan({ tenant_id: 'acme', team_id: 'core', map });
    expect(plan.others.team_id).toBe('core');
    // What is said of the rest is not said of what the map names.
    expect(plan.projects).toEqual([
      { project_id: 'a', tenant_id: 'one', team_id: '*' },
      { project_id: 'b', tenant_id: 'two', team_id: 'x' },
    ]);
    expect(tenantsOf(plan)).toEqual(['acme', 'one', 'two']);
  });

  it.each(['private', 'project', 'public'])('takes no team with visibility %s', (visibility) => {
    expect(makePlan({ tenant_id: 'acme', visibility }).others.team_id).toBeNull();
    expect(() => makePlan({ tenant_id: 'acme', visibility, team_id: 'core' })).toThrow(/Teams go with/);
    expect(() => makePlan({ tenant_id: 'acme', visibility, map })).toThrow(/Teams go with/);
  });

  it('is one text for one plan, however it was said', () => {
    const other = { projects: new Map([...map.projects].reverse()) };
    const [one, two] = [map, other].map((each) => makePlan({ tenant_id: 'acme', map: each }));
    if (one === undefined || two === undefined) throw new Error('no plan');
    expect(planText(one)).toBe(planText(two));
    expect(planOf(planText(one))).toEqual(one);
    expect(planText(makePlan({ tenant_id: 'acme', map, visibility: 'team' }))).toBe(planText(one));
    expect(planText(makePlan({ tenant_id: 'acme', map, team_id: 'x' }))).not.toBe(planText(one));
  });
});

describe('destinations', () => {
  const plan = makePlan({
    tenant_id: 'rest',
    map: {
      projects: new Map([
        ['new', { tenant: 'one' }],
        ['old', { tenant: 'two' }],
        ['*', { tenant: 'any' }],
      ]),
      none: { tenant: 'none' },
    },
  });
  const tenantOf = (project: string | undefined, aliases: readonly (readonly [string, string])[] = []) =>
    createDestinations(
      plan,
      aliases.map(([alias, project_id]) => ({ alias, project_id })),
    ).of(project).tenant_id;

  it('go by the name, then by the name in use, then by another name', () => {
    expect(tenantOf('new')).toBe('one');
    expect(tenantOf('unknown')).toBe('any');
    expect(tenantOf(undefined)).toBe('none');
    expect(tenantOf('*')).toBe('any');
    expect(tenantOf('former', [['former', 'new']])).toBe('one');
    expect(tenantOf('newest', [['old', 'newest']])).toBe('two');
    expect(tenantOf('old', [['old', 'new']])).toBe('two');
    expect(
      tenantOf('a', [
        ['a', 'b'],
        ['b', 'a'],
      ]),
    ).toBe('any');
  });

  it('are refused where a project goes by other names alone, and those go apart', () => {
    const apart = [
      ['old', 'shop'],
      ['new', 'shop'],
    ] as const;
    expect(() => tenantOf('shop', apart)).toThrow(
      'The map does not name the project "shop", and sends two of its other names, "old" and "new", to different places. Name the project itself in the map.',
    );
    expect(() => tenantOf('third', [...apart, ['third', 'shop']])).toThrow('the project "shop"');
    expect(tenantOf('old', apart)).toBe('two');
  });

  it('know what the plan names and nobody asked for', () => {
    const destinations = createDestinations(plan, [{ alias: 'former', project_id: 'new' }]);
    destinations.of('former');
    expect(destinations.unused()).toEqual(['old']);
  });
});
