import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeProjectId } from '../../../src/project/project-id.js';
import { projectIdFromRemote } from '../../../src/project/remote-id.js';
import { anyString } from '../search/any-string.js';

describe('projectIdFromRemote', () => {
  it.each([
    ['https://github.com/acme/shop', 'github.com/acme/shop'],
    ['https://github.com/acme/shop.git', 'github.com/acme/shop'],
    ['https://github.com/acme/shop.git/', 'github.com/acme/shop'],
    ['http://www.GitHub.com:80/Acme/Shop', 'github.com/acme/shop'],
    ['https://github.com./acme//shop///', 'github.com/acme/shop'],
    ['git@github.com:acme/shop.git', 'github.com/acme/shop'],
    ['github.com:acme/shop', 'github.com/acme/shop'],
    ['ssh://git@github.com/acme/shop', 'github.com/acme/shop'],
    ['ssh://git@ssh.github.com:443/acme/shop.git', 'github.com/acme/shop'],
    ['ssh://git@altssh.gitlab.com:443/acme/shop.git', 'gitlab.com/acme/shop'],
    ['git+ssh://git@github.com/acme/shop', 'github.com/acme/shop'],
    ['git://github.com:9418/acme/shop.git', 'github.com/acme/shop'],
    ['https://ann:pa%2Fss@github.com/acme/shop', 'github.com/acme/shop'],
    ['https://ann@corp.example:pw@github.com/acme/shop', 'github.com/acme/shop'],
    ['https://github.com/acme/shop/tree/main/src?tab=readme#top', 'github.com/acme/shop'],
    ['https://gitlab.com/a/b/c/shop/-/merge_requests/1', 'gitlab.com/a/b/c/shop'],
    ['https://git.acme.example:8443/Team/Shop.git', 'git.acme.example:8443/Team/Shop'],
    ['ssh://git@git.acme.example:2222/Team/Shop.git', 'git.acme.example/Team/Shop'],
    ['ssh://git@bitbucket.acme.example:7999/web/shop.git', 'bitbucket.acme.example/web/shop'],
    ['https://bitbucket.acme.example/scm/web/shop.git', 'bitbucket.acme.example/web/shop'],
    ['git@host.example:~/shop.git', 'host.example/shop'],
    ['ssh://ann@host.example/~/shop.git', 'host.example/shop'],
    ['ann@host.example:/srv/git/shop/.git', 'host.example/srv/git/shop'],
    ['ann@corp.example@host.example:shop', 'host.example/shop'],
    ['git@[2001:db8::1]:acme/shop.git', '[2001:db8::1]/acme/shop'],
    ['https://[2001:DB8::1]:8080/acme/shop', '[2001:db8::1]:8080/acme/shop'],
    ['https://b\u00fccher.example/a/b', 'xn--bcher-kva.example/a/b'],
    ['https://git.example/a/caf%C3%A9%20shop.git', 'git.example/a/caf\u00e9 shop'],
    ['https://git.example/a/cafe\u0301', 'git.example/a/caf\u00e9'],
    ['https://git.example/a/b%2Fc%23d%25', 'git.example/a/b%2Fc%23d%25'],
    ['git@git.example:a/b#c', 'git.example/a/b%23c'],
    ['gitserver:team/shop.git', 'gitserver/team/shop'],
    ['git@ssh.dev.azure.com:v3/Acme/Web/Shop', 'dev.azure.com/acme/web/_git/shop'],
    ['acme@vs-ssh.visualstudio.com:v3/acme/web/shop', 'dev.azure.com/acme/web/_git/shop'],
    ['https://acme@dev.azure.com/acme/web/_git/shop', 'dev.azure.com/acme/web/_git/shop'],
    ['https://acme.visualstudio.com/DefaultCollection/web/_git/shop', 'dev.azure.com/acme/web/_git/shop'],
    ['https://acme.visualstudio.com/_git/shop', 'dev.azure.com/acme/shop/_git/shop'],
    ['https://dev.azure.com/acme/My%20Web/_git/shop', 'dev.azure.com/acme/my web/_git/shop'],
  ])('%s is %s', (remote, id) => {
    expect(projectIdFromRemote(remote)).toBe(id);
  });

  it.each([
    '',
    '.',
    '/srv/git/shop.git',
    '../shop',
    './a:b',
    'C:\\work\\shop',
    'C:/code/shop',
    'c:shop',
    'file:///srv/git/shop',
    'https://github.com',
    'https://github.com/acme',
    'https:///acme/shop',
    'https://host.example:pw/acme/shop',
    'https://ann:12/34@host.example/acme/shop',
    'https://ann:12?34@host.example/acme/shop',
    'https://ann:12#34@host.example/acme/shop',
    'ann:token@host.example:acme/shop',
    'https://host.example/a/../b',
    'https://host.example/a/%2e%2e/b',
    'https://host.example/a\\b',
    'ext::sh -c whoami',
    'unknown://host.example/a/b',
    'https://host.example/a\u0007b',
    'https://host.example/a\u202eb',
    `https://host.example/${'a/'.repeat(200)}b`,
    `https://host.example/${'a'.repeat(10_000)}`,
    'https://host.example/\ud800',
  ])('%s is no address of a repository', (remote) => {
    expect(projectIdFromRemote(remote)).toBeNull();
  });

  it('never keeps a credential, whatever it is made of and however it is written', () => {
    const noise = fc.string({
      unit: fc.constantFrom(
        '@',
        ':',
        '/',
        '?',
        '#',
        '%',
        '\\',
        '.',
        '%40',
        '%2F',
        '1',
        ' ',
        '[',
        ']',
        'x',
        '..',
      ),
      maxLength: 6,
    });
    const secret = fc.tuple(noise, noise).map(([before, after]) => `${before}ZQSECRETQZ${after}`);
    const user = fc.constantFrom('ann', 'oauth2', 'x-access-token', '');
    const forms = fc
      .tuple(user, secret, fc.constantFrom('acme/shop.git', '', 'a'))
      .chain(([name, word, path]) =>
        fc.constantFrom(
          `https://${name}:${word}@github.com/${path}`,
          `https://${word}@git.acme.example:8443/${path}`,
          `https://${word}:${name}@gitserver/${path}`,
          `https://${encodeURIComponent(word)}@github.com/${path}`,
          `ssh://${name}:${word}@host.example:2222/${path}`,
          `git+https://${word}@host.example/${path}`,
          `${name}:${word}@host.example:${path}`,
          `kk${word}@host.example:${path}`,
          `${name}:${word}@github.com/${path}`,
          `https://github.com/acme/shop?private_token=${word}`,
          `https://git.example/acme/shop#${word}`,
        ),
      );
    fc.assert(
      fc.property(forms, (remote) => {
        expect(projectIdFromRemote(remote) ?? '').not.toMatch(/zqsecretqz/i);
        expect(normalizeProjectId(remote) ?? '').not.toMatch(/zqsecretqz/i);
      }),
      { numRuns: 5_000 },
    );
  });

  it('gives an id that stands for itself', () => {
    const path = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          '/',
          '.',
          '.git',
          '%',
          '%25',
          '%41',
          '%C3',
          '%A9',
          '~',
          '#',
          '?',
          ' ',
          ':',
          '-',
          'scm/',
          '_git/',
        ),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 30,
    });
    const host = fc.constantFrom(
      'github.com',
      'https://gitlab.com',
      'https://acme.visualstudio.com',
      'https://dev.azure.com/acme',
      'https://git.example:8443',
      'https://www.www.example',
      'http://localhost:3000',
      'ssh://[::1]:22',
      'ssh://gitserver',
      'https://host:443',
      'http://host:22',
    );
    fc.assert(
      fc.property(host, fc.constantFrom('/', ':'), path, (start, colon, rest) => {
        const remote = start.includes('://') ? `${start}/${rest}` : `git@${start}${colon}${rest}`;
        const id = projectIdFromRemote(remote);
        if (id !== null) expect(normalizeProjectId(id)).toBe(id);
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes any text without throwing', () => {
    fc.assert(
      fc.property(anyString, (text) => {
        const id = projectIdFromRemote(text);
        if (id !== null) expect(id.length).toBeLessThanOrEqual(300);
      }),
      { numRuns: 2_000 },
    );
  });
});
