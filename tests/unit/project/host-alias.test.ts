import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sshHostName, withoutAlias } from '../../../src/project/host-alias.js';
import { testFolder } from '../../support/test-folder.js';

describe('sshHostName', () => {
  const config = [
    '# mine',
    'Host work play',
    '\tHostname = git.acme.example',
    'Host *-hub !not-hub',
    '  HostName github.com',
    'Match host all',
    '  HostName matched.example',
    'Host near',
    '  HostName 10.0.0.5',
    'HOST "quoted"',
    '  HOSTNAME quoted.example',
    'Host a?c',
    '  HostName question.example',
  ].join('\r\n');

  it.each([
    ['work', 'git.acme.example'],
    ['play', 'git.acme.example'],
    ['my-hub', 'github.com'],
    ['not-hub', null],
    ['all', null],
    ['near', null],
    ['quoted', 'quoted.example'],
    ['abc', 'question.example'],
    ['abbc', null],
    ['else', null],
  ])('%s is %s', (host, name) => {
    expect(sshHostName(config, host)).toBe(name);
  });

  it('is fast for a pattern of many stars', () => {
    expect(sshHostName(`Host ${'*a'.repeat(2_000)}\nHostName x.example`, `${'a'.repeat(1_999)}b`)).toBeNull();
  });
});

describe('withoutAlias', () => {
  const home = testFolder('alias');
  mkdirSync(join(home, '.ssh'));
  writeFileSync(join(home, '.ssh', 'config'), 'Host *\n  HostName wrong.example\n');
  writeFileSync(
    join(home, '.gitconfig'),
    '[url "https://github.com/"]\n insteadOf = gh:\n insteadOf = ghx:a/\n[url "https://mirror.example/"]\n insteadOf = git@github.com:\n',
  );

  it.each([
    ['gh:acme/shop', 'https://github.com/acme/shop'],
    ['git@git-work:acme/shop', 'git@wrong.example:acme/shop'],
    ['ssh://git@git-work:2222/acme/shop', 'ssh://git@wrong.example:2222/acme/shop'],
    ['git@github.com-work:acme/shop', 'git@wrong.example:acme/shop'],
  ])('%s is %s', (url, plain) => {
    expect(withoutAlias(url, home)).toBe(plain);
  });

  it.each([
    'git@github.com:acme/shop',
    'https://gitserver/acme/shop',
    'ssh://git@10.0.0.5/acme/shop',
    '/srv/git/shop',
    'C:/code/shop',
    '../shop',
    '',
  ])('%s has none', (url) => {
    expect(withoutAlias(url, home)).toBe(url);
  });

  it('leaves a name that nobody explains', () => {
    expect(withoutAlias('git@git-work:acme/shop', join(home, 'none'))).toBe('git@git-work:acme/shop');
  });
});
