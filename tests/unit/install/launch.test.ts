import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseLaunch, givenLaunch, startsMemorygraph } from '../../../src/install/launch.js';
import { findProgram } from '../../../src/install/program.js';
import { testFolder } from '../../support/test-folder.js';
import { PROGRAM, put } from './installing.js';

const KEPT = { ...PROGRAM, passing: false, script: '/opt/memorygraph/dist/bin/memorygraph.js' };
const alone = { shared: false, bare: false };

describe('chooseLaunch', () => {
  it.each([
    ['a clone', { ...KEPT, packaged: false }, alone, ['/opt/node/bin/node', KEPT.script]],
    [
      'a clone, shared',
      { ...KEPT, packaged: false },
      { ...alone, shared: true },
      ['/opt/node/bin/node', KEPT.script],
    ],
    ['an installed package', KEPT, alone, ['/opt/node/bin/node', KEPT.script]],
    ['an installed package, shared', KEPT, { ...alone, shared: true }, ['npx', '-y', 'memorygraph@1.2.3']],
    ['npx', PROGRAM, alone, ['npx', '-y', 'memorygraph@1.2.3']],
    [
      'npx, for a client without a shell',
      PROGRAM,
      { ...alone, bare: true },
      ['/opt/node/bin/npx', '-y', 'memorygraph@1.2.3'],
    ],
    [
      'npx on Windows',
      { ...PROGRAM, platform: 'win32' as const },
      { ...alone, bare: true },
      ['cmd', '/c', 'npx', '-y', 'memorygraph@1.2.3'],
    ],
  ])('of %s', (_, program, use, expected) => {
    const { command, args } = chooseLaunch(program, use);
    expect([command, ...args]).toEqual(expected);
    expect(startsMemorygraph(command, args)).toBe(true);
  });

  it('gives a client without a shell the folder of Node', () => {
    expect(chooseLaunch(PROGRAM, { shared: false, bare: true }).env.PATH).toMatch(
      /^\/opt\/node\/bin:.*\/usr\/bin/,
    );
    expect(chooseLaunch(PROGRAM, alone).env).toEqual({});
  });
});

describe('givenLaunch', () => {
  it('takes words with quotes', () => {
    expect(givenLaunch(` "/a b/node"  '/c d/x.js' --flag=1 "" `)).toMatchObject({
      command: '/a b/node',
      args: ['/c d/x.js', '--flag=1', ''],
    });
  });

  it.each(['', '  ', '"', 'a"b', `'x`])('refuses %j', (line) => {
    expect(() => givenLaunch(line)).toThrow(/--command must/);
  });
});

describe('startsMemorygraph', () => {
  it.each([
    ['npx', ['-y', 'memorygraph']],
    ['npx', ['memorygraph@1.0.0']],
    ['cmd', ['/c', 'npx', '-y', 'memorygraph@0.1.0']],
    ['C:\\Program Files\\nodejs\\npx.cmd', ['-y', 'memorygraph']],
    ['node', ['C:\\x\\dist\\bin\\memorygraph.js']],
    ['bunx', ['memorygraph']],
  ])('knows %s %j', (command, args) => {
    expect(startsMemorygraph(command, args)).toBe(true);
  });

  it.each([
    ['memorygraph', ['--profile', 'extended']],
    ['uvx', ['memorygraph']],
    ['python', ['-m', 'memorygraph.server']],
    ['npx', ['-y', 'memorygraph-other']],
    ['npx', ['-y', '@somebody/memorygraph']],
    [undefined, undefined],
    [3, 'memorygraph.js'],
  ])('does not take %s %j for its own', (command, args) => {
    expect(startsMemorygraph(command, args)).toBe(false);
  });
});

describe('findProgram', () => {
  const base = testFolder('program');
  const given = {
    version: '1.2.3',
    platform: process.platform,
    node: process.execPath,
    search_path: '',
    temporary: [],
  };

  it.each([
    ['/home/ann/.npm/_npx/0a1b/node_modules/memorygraph/dist/bin/memorygraph.js', true, true],
    ['/home/ann/.cache/pnpm/dlx/x/node_modules/memorygraph/dist/bin/memorygraph.js', true, true],
    ['/usr/local/lib/node_modules/memorygraph/dist/bin/memorygraph.js', false, true],
    ['/home/ann/memorygraph/dist/bin/memorygraph.js', false, false],
  ])('judges %s', (script, passing, packaged) => {
    expect(findProgram({ ...given, script })).toMatchObject({ passing, packaged });
  });

  it.skipIf(process.platform === 'win32')(
    'prefers a path of Node that outlives an update, and finds npx beside it, on POSIX',
    () => {
      const [real, stable] = [join(base, 'Cellar', 'node', '22.1.0', 'bin'), join(base, 'bin')];
      put(join(real, 'node'), '');
      mkdirSync(stable);
      symlinkSync(join(real, 'node'), join(stable, 'node'));
      put(join(stable, 'npx'), '');
      chmodSync(join(stable, 'npx'), 0o755);
      const found = findProgram({
        ...given,
        script: '/x/memorygraph.js',
        node: join(real, 'node'),
        search_path: ['/x/_npx/1/node_modules/.bin', '/nowhere', stable].join(delimiter),
      });
      expect(found).toMatchObject({ node: join(stable, 'node'), npx: join(stable, 'npx') });
    },
  );

  it('takes a file in a temporary folder for one that goes', () => {
    const script = join(base, 'x', 'memorygraph.js');
    put(script, '');
    expect(findProgram({ ...given, script, temporary: [base] }).passing).toBe(true);
    expect(findProgram({ ...given, script, temporary: [join(base, 'y')] }).passing).toBe(false);
  });
});
