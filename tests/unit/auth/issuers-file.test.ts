import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIssuersFile } from '../../../src/auth/issuers-file.js';
import { pemOf, rsaSigner } from '../../support/tokens/signers.js';
import { folderWith, problemsOf } from './files.js';

const NAME = 'MEMORY_JWT_ISSUERS_FILE';
const SECRET = 'uA4x_Pd6-Vy1sKf8QzGn3TbRw0LmHc7J';
const GOOD = {
  issuer: 'https://a.example',
  audience: 'memory',
  algorithm: 'HS256',
  secret: SECRET,
  tenants: ['a'],
};

const read = (content: unknown) =>
  readIssuersFile(join(folderWith({ 'issuers.json': content }), 'issuers.json'), NAME);

describe('readIssuersFile', () => {
  it('reads issuers with each kind of key', async () => {
    const pem = pemOf(rsaSigner());
    const folder = folderWith({
      'issuers.json': [
        GOOD,
        {
          issuer: 'https://b.example',
          audience: 'memory',
          algorithm: 'RS256',
          public_key_file: 'keys/b.pem',
          tenants: ['b', 'c'],
          user_prefix: 'b:',
        },
        {
          issuer: 'https://d.example',
          audience: 'memory',
          algorithm: 'ES256',
          jwks_url: 'https://d.example/keys',
          tenants: '*',
        },
      ],
    });
    mkdirSync(join(folder, 'keys'));
    writeFileSync(join(folder, 'keys', 'b.pem'), pem);
    expect(await readIssuersFile(join(folder, 'issuers.json'), NAME)).toEqual([
      {
        named: `${NAME}, issuer 1`,
        issuer: 'https://a.example',
        audience: 'memory',
        algorithm: 'HS256',
        key: { kind: 'secret', bytes: Buffer.from(SECRET) },
        tenants: ['a'],
        user_prefix: 'https://a.example#',
      },
      {
        named: `${NAME}, issuer 2`,
        issuer: 'https://b.example',
        audience: 'memory',
        algorithm: 'RS256',
        key: { kind: 'public_key', pem },
        tenants: ['b', 'c'],
        user_prefix: 'b:',
      },
      {
        named: `${NAME}, issuer 3`,
        issuer: 'https://d.example',
        audience: 'memory',
        algorithm: 'ES256',
        key: { kind: 'jwks', url: 'https://d.example/keys' },
        tenants: '*',
        user_prefix: 'https://d.example#',
      },
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ['an object', {}, /: the file must be a list of 1 to 1000 issuers$/],
    ['an empty list', [], /: the file must be a list/],
    ['no JSON', '[', /: the file is not JSON$/],
    ['a text', ['x'], /, issuer 1: it must be an object$/],
    ['no issuer', [{ ...GOOD, issuer: undefined }], /, issuer 1: issuer must be a text/],
    ['an empty audience', [{ ...GOOD, audience: '' }], /audience must be a text/],
    ['several audiences', [{ ...GOOD, audience: ['a', 'b'] }], /audience must be a text/],
    [
      'no algorithm',
      [{ ...GOOD, algorithm: undefined }],
      /algorithm must be one of HS256, RS256, ES256, EdDSA/,
    ],
    ['algorithm none', [{ ...GOOD, algorithm: 'none' }], /algorithm must be one of/],
    ['several algorithms', [{ ...GOOD, algorithm: ['HS256', 'RS256'] }], /algorithm must be one of/],
    ['no key', [{ ...GOOD, secret: undefined }], /it must have one of secret, public_key_file, jwks_url/],
    ['two keys', [{ ...GOOD, jwks_url: 'https://a.example/keys' }], /it must have one of/],
    ['a secret that is a number', [{ ...GOOD, secret: 1 }], /secret must be a text/],
    [
      'a key that is not there',
      [{ ...GOOD, secret: undefined, public_key_file: 'none.pem' }],
      /public_key_file: the file is not there/,
    ],
    [
      'no tenants',
      [{ ...GOOD, tenants: undefined }],
      /tenants must be a list of tenants, or "\*" for every one/,
    ],
    ['an empty list of tenants', [{ ...GOOD, tenants: [] }], /tenants must be/],
    ['* in a list', [{ ...GOOD, tenants: ['*'] }], /tenants must be/],
    ['a tenant that none can be', [{ ...GOOD, tenants: ['a', 'b/c'] }], /tenants must be/],
    ['a prefix that is a number', [{ ...GOOD, user_prefix: 1 }], /user_prefix must be a text/],
    ['an unknown key', [{ ...GOOD, tenant: 'a' }], /"tenant" is not known; it may have issuer, audience/],
  ])('refuses %s', async (_, content, because) => {
    const [problem, ...more] = await problemsOf(() => read(content));
    expect(problem).toMatch(because);
    expect(problem?.startsWith(NAME)).toBe(true);
    expect(problem).not.toContain(SECRET);
    expect(more).toEqual([]);
  });

  it('names every problem at once', async () => {
    const problems = await problemsOf(() => read([GOOD, { ...GOOD, tenants: 1, audience: 2 }, null]));
    expect(problems.map((problem) => problem.split(': ')[0])).toEqual([
      `${NAME}, issuer 2`,
      `${NAME}, issuer 2`,
      `${NAME}, issuer 3`,
    ]);
  });
});
