import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type TokenSettings, verifierFromSettings } from '../../../src/auth/from-settings.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { goodClaims, NOW_MS } from '../../support/tokens/modes.js';
import {
  derOf,
  ecSigner,
  edSigner,
  hmacSigner,
  pemOf,
  rsaSigner,
  type Signer,
  signed,
} from '../../support/tokens/signers.js';
import { folderWith, problemsOf } from './files.js';

const SECRET = 'gWq3-Zp81_vKx0TtLmB7dYc5RsNh2Ej9';
const OTHER = 'uA4x_Pd6-Vy1sKf8QzGn3TbRw0LmHc7J';
const ISSUER = 'https://id.example';
const AUDIENCE = 'https://memory.example';

function settings(given: Partial<TokenSettings> = {}): TokenSettings {
  return {
    jwt_algorithm: 'HS256',
    jwt_secret: undefined,
    jwt_public_key_file: undefined,
    jwks_url: undefined,
    jwt_issuer: ISSUER,
    jwt_audience: AUDIENCE,
    jwt_tenants: '*',
    jwt_issuers_file: undefined,
    jwt_clock_tolerance_seconds: 5,
    jwt_max_age_seconds: 86_400,
    jwt_subject_claim: 'sub',
    jwt_tenant_claim: 'tenant_id',
    jwt_teams_claim: 'team_ids',
    jwt_projects_claim: 'projects',
    jwt_roles_claim: 'roles',
    jwt_scope_claim: 'scope',
    jwt_organization_claim: 'org_id',
    jwt_groups_claim: 'groups',
    jwt_default_role: 'none',
    group_mapping_file: undefined,
    ...given,
  };
}

const made = (given: Partial<TokenSettings>) => verifierFromSettings(settings(given), { now: () => NOW_MS });
const problems = (given: Partial<TokenSettings>) => problemsOf(() => made(given));
const token = (signer: Signer, claims: object = {}) =>
  signed({ alg: signer.algorithm }, { ...goodClaims(), ...claims }, signer);
const keyFile = (text: string) => join(folderWith({ 'key.pem': text }), 'key.pem');

async function reasonOf(run: Promise<unknown>): Promise<string> {
  try {
    await run;
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError) return thrown.operatorMessage;
    throw thrown;
  }
  throw new Error('was accepted');
}

describe('verifierFromSettings', () => {
  it('takes a secret', async () => {
    const verifier = await made({ jwt_secret: SECRET });
    await expect(verifier.verify(token(hmacSigner(SECRET)))).resolves.toMatchObject({ user_id: 'ann' });
    expect(await reasonOf(verifier.verify(token(hmacSigner(OTHER))))).toMatch(/signature/);
  });

  it.each([
    ['RS256', rsaSigner()],
    ['ES256', ecSigner()],
    ['EdDSA', edSigner()],
  ] as const)('takes a public key of %s', async (jwt_algorithm, signer) => {
    const text = `of the identity provider\r\n${pemOf(signer).replaceAll('\n', '\r\n')}\r\n`;
    const verifier = await made({ jwt_algorithm, jwt_public_key_file: keyFile(text) });
    await expect(verifier.verify(token(signer))).resolves.toMatchObject({ user_id: 'ann' });
  });

  it('takes a certificate', async () => {
    const signer = ecSigner();
    const jwt_public_key_file = keyFile(certificateOf(signer));
    const verifier = await made({ jwt_algorithm: 'ES256', jwt_public_key_file });
    await expect(verifier.verify(token(signer))).resolves.toMatchObject({ user_id: 'ann' });
    expect(await reasonOf(verifier.verify(token(ecSigner())))).toMatch(/signature/);
  });

  it('an issuer speaks for its tenants', async () => {
    const verifier = await made({ jwt_secret: SECRET, jwt_tenants: 'beta, gamma' });
    expect(await reasonOf(verifier.verify(token(hmacSigner(SECRET))))).toMatch(/may not speak/);
    await expect(verifier.verify(token(hmacSigner(SECRET), { tenant_id: 'gamma' }))).resolves.toMatchObject({
      user_id: 'ann',
    });
  });

  it('further issuers and groups come from files', async () => {
    const folder = folderWith({
      'issuers.json': [
        {
          issuer: 'https://b.example',
          audience: AUDIENCE,
          algorithm: 'HS256',
          secret: OTHER,
          tenants: ['beta'],
        },
      ],
      'groups.json': { groups: { staff: { tenant: 'beta', teams: ['staff'], roles: ['user'] } } },
    });
    const verifier = await made({
      jwt_secret: SECRET,
      jwt_tenants: 'acme',
      jwt_issuers_file: join(folder, 'issuers.json'),
      group_mapping_file: join(folder, 'groups.json'),
    });
    const claims = { iss: 'https://b.example', tenant_id: undefined, groups: ['staff'] };
    await expect(verifier.verify(token(hmacSigner(OTHER), claims))).resolves.toMatchObject({
      issuer: 'https://b.example',
      user_id: 'https://b.example#ann',
      membership: { tenant_id: 'beta', team_ids: ['web', 'staff'] },
    });
    await expect(verifier.verify(token(hmacSigner(SECRET)))).resolves.toMatchObject({ user_id: 'ann' });
    expect(
      await reasonOf(verifier.verify(token(hmacSigner(OTHER), { ...claims, tenant_id: 'acme' }))),
    ).toMatch(/may not speak/);
    expect(
      await reasonOf(verifier.verify(token(hmacSigner(SECRET), { sub: 'https://b.example#ann' }))),
    ).toMatch(/users of another issuer/);
    expect(
      await reasonOf(verifier.verify(token(hmacSigner(SECRET), { tenant_id: undefined, groups: ['staff'] }))),
    ).toMatch(/may not speak/);
  });

  it('an issuers file alone is enough', async () => {
    const folder = folderWith({
      'issuers.json': [
        {
          issuer: ISSUER,
          audience: AUDIENCE,
          algorithm: 'HS256',
          secret: OTHER,
          tenants: '*',
          user_prefix: '',
        },
      ],
    });
    const verifier = await made({
      jwt_issuer: undefined,
      jwt_audience: undefined,
      jwt_issuers_file: join(folder, 'issuers.json'),
    });
    await expect(verifier.verify(token(hmacSigner(OTHER)))).resolves.toMatchObject({ user_id: 'ann' });
  });

  it.each<[string, Partial<TokenSettings>, RegExp]>([
    [
      'no key at all',
      {},
      /^MEMORY_JWT_SECRET, MEMORY_JWT_PUBLIC_KEY_FILE or MEMORY_JWKS_URL: tokens need a key$/,
    ],
    ['a short secret', { jwt_secret: 'short' }, /^MEMORY_JWT_SECRET: it must have at least 32 bytes$/],
    [
      'a weak secret',
      { jwt_secret: 'secret'.repeat(8) },
      /^MEMORY_JWT_SECRET: it is a short text again and again/,
    ],
    ['no issuer', { jwt_secret: SECRET, jwt_issuer: undefined }, /^MEMORY_JWT_ISSUER: tokens need it$/],
    ['no audience', { jwt_secret: SECRET, jwt_audience: undefined }, /^MEMORY_JWT_AUDIENCE: tokens need it$/],
    [
      'a secret for RS256',
      { jwt_secret: SECRET, jwt_algorithm: 'RS256' },
      /^MEMORY_JWT_SECRET: RS256 takes no secret$/,
    ],
    [
      'keys for HS256',
      { jwks_url: 'https://a.example' },
      /^MEMORY_JWKS_URL: HS256 takes a secret and no public key$/,
    ],
    ['two keys', { jwt_secret: SECRET, jwks_url: 'https://a.example' }, /set one of them$/],
    [
      'tenants that none can be',
      { jwt_secret: SECRET, jwt_tenants: 'a,b/c' },
      /^MEMORY_JWT_TENANTS: it must be/,
    ],
    ['* among tenants', { jwt_secret: SECRET, jwt_tenants: 'a,*' }, /^MEMORY_JWT_TENANTS: it must be/],
    ['no tenants', { jwt_secret: SECRET, jwt_tenants: ' ' }, /^MEMORY_JWT_TENANTS: it must be/],
  ])('refuses %s', async (_, given, because) => {
    const [problem, ...more] = await problems(given);
    expect(problem).toMatch(because);
    expect(more).toEqual([]);
  });

  it.each([
    'http://keys.example/',
    'http://127.0.0.1.thief.example/',
    'http://localhost@thief.example/',
    'https://ann:word@keys.example/',
    'ftp://keys.example/',
    'file:///etc/keys.json',
    'keys.example',
    '//keys.example',
  ])('keys do not come from %s', async (jwks_url) => {
    expect(await problems({ jwt_algorithm: 'RS256', jwks_url })).toEqual([
      'MEMORY_JWKS_URL: the address of keys must be https, or http on this machine',
    ]);
  });

  it.each(['https://keys.example/', 'http://localhost:9/', 'http://127.0.0.1:9/', 'http://[::1]:9/'])(
    'keys may come from %s, and are not fetched at the start',
    async (jwks_url) => {
      expect(await problems({ jwt_algorithm: 'RS256', jwks_url })).toEqual([]);
    },
  );

  it.each<[string, TokenSettings['jwt_algorithm'], string, RegExp]>([
    [
      'an RSA key for ES256',
      'ES256',
      pemOf(rsaSigner()),
      /does not fit: ES256 needs a key of the curve P-256/,
    ],
    [
      'an RSA key for EdDSA',
      'EdDSA',
      pemOf(rsaSigner()),
      /does not fit: EdDSA needs a key of the curve Ed25519/,
    ],
    ['an EC key for RS256', 'RS256', pemOf(ecSigner()), /does not fit: RS256 needs an RSA key/],
    ['an Ed25519 key for ES256', 'ES256', pemOf(edSigner()), /does not fit/],
    [
      'a key of P-384',
      'ES256',
      pemOf(ecSigner('der', 'P-384')),
      /does not fit: ES256 needs a key of the curve P-256/,
    ],
    ['a key of Ed448', 'EdDSA', ed448(), /does not fit/],
    ['an RSA key of 1024 bits', 'RS256', pemOf(rsaSigner(1024)), /at least 2048 bits/],
    [
      'a private key',
      'ES256',
      privateKey('pkcs8'),
      /holds a private key; this server needs the public one alone/,
    ],
    ['an old private key', 'ES256', privateKey('sec1'), /holds a private key/],
    [
      'a key and its private key',
      'ES256',
      `${pemOf(ecSigner())}${privateKey('pkcs8')}`,
      /holds a private key/,
    ],
    ['two keys', 'ES256', `${pemOf(ecSigner())}${pemOf(ecSigner())}`, /holds more than one key/],
    ['an empty file', 'ES256', '', /holds no public key as PEM/],
    ['words', 'RS256', 'ssh-rsa AAAA ann@home', /holds no public key as PEM/],
    ['a broken key', 'RS256', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n', /does not fit/],
  ])('refuses %s', async (_, jwt_algorithm, text, because) => {
    const [problem, ...more] = await problems({ jwt_algorithm, jwt_public_key_file: keyFile(text) });
    expect(problem).toMatch(/^MEMORY_JWT_PUBLIC_KEY_FILE: /);
    expect(problem).toMatch(because);
    expect(more).toEqual([]);
  });

  it('a key file that is not there, or is too large', async () => {
    expect(await problems({ jwt_algorithm: 'RS256', jwt_public_key_file: '/nowhere/key.pem' })).toEqual([
      'MEMORY_JWT_PUBLIC_KEY_FILE: the file is not there',
    ]);
    const large = keyFile('x'.repeat(70_000));
    expect(await problems({ jwt_algorithm: 'RS256', jwt_public_key_file: large })).toEqual([
      'MEMORY_JWT_PUBLIC_KEY_FILE: the file is larger than 65536 bytes',
    ]);
  });

  it.each<[string, object, RegExp]>([
    ['the same issuer twice', { issuer: ISSUER }, /issuer 1: another issuer has the same name/],
    [
      'a second issuer without a prefix',
      { user_prefix: '' },
      /issuer 1: another issuer has the same user_prefix/,
    ],
    ['a prefix with a line break', { user_prefix: 'a\n' }, /issuer 1: user_prefix must have at most 200/],
    [
      'an issuer that is too long for a prefix',
      { issuer: `https://${'a'.repeat(200)}.example` },
      /user_prefix must have/,
    ],
    ['a weak secret', { secret: 'secret'.repeat(8) }, /issuer 1: it is a short text again and again/],
    ['a secret of 31 bytes', { secret: 'x'.repeat(31) }, /issuer 1: it must have at least 32 bytes/],
    ['a secret for ES256', { algorithm: 'ES256' }, /issuer 1: ES256 takes no secret/],
    [
      'keys over http',
      { algorithm: 'ES256', secret: undefined, jwks_url: 'http://b.example/keys' },
      /issuer 1: the address of keys must be https/,
    ],
  ])('in the issuers file it refuses %s', async (_, changed, because) => {
    const entry = {
      issuer: 'https://b.example',
      audience: AUDIENCE,
      algorithm: 'HS256',
      secret: OTHER,
      tenants: ['b'],
    };
    const folder = folderWith({ 'issuers.json': [{ ...entry, ...changed }] });
    const found = await problems({ jwt_secret: SECRET, jwt_issuers_file: join(folder, 'issuers.json') });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(because);
    expect(found[0]).toMatch(/^MEMORY_JWT_ISSUERS_FILE, /);
  });

  it('tells all problems at once', async () => {
    const folder = folderWith({
      'issuers.json': [
        { issuer: ISSUER, audience: AUDIENCE, algorithm: 'HS256', secret: 'short', tenants: '*' },
      ],
      'groups.json': { groups: { a: { roles: ['root'] } } },
    });
    const found = await problems({
      jwt_secret: 'weak',
      jwt_issuers_file: join(folder, 'issuers.json'),
      group_mapping_file: join(folder, 'groups.json'),
    });
    expect(found.map((problem) => problem.split(/[:,]/)[0])).toEqual([
      'MEMORY_GROUP_MAPPING_FILE',
      'MEMORY_JWT_ISSUERS_FILE',
      'MEMORY_JWT_SECRET',
      'MEMORY_JWT_ISSUERS_FILE',
    ]);
  });
});

describe('users of several issuers', () => {
  it('never have the same user id, even where one prefix begins with another', async () => {
    const issuer = (name: string, user_prefix: string) => ({
      issuer: name,
      audience: AUDIENCE,
      algorithm: 'HS256',
      secret: OTHER,
      tenants: ['acme'],
      user_prefix,
    });
    const folder = folderWith({ 'issuers.json': [issuer('a', 'a'), issuer('ab', 'ab')] });
    const verifier = await made({ jwt_secret: SECRET, jwt_issuers_file: join(folder, 'issuers.json') });
    const ids = new Map<string, string>();
    for (const iss of [ISSUER, 'a', 'ab'])
      for (const sub of ['x', 'ax', 'bx', 'abx', 'b', 'aa', 'bab']) {
        const signer = hmacSigner(iss === ISSUER ? SECRET : OTHER);
        const principal = await verifier.verify(token(signer, { iss, sub })).catch(() => null);
        if (principal === null) continue;
        expect(ids.get(principal.user_id) ?? iss).toBe(iss);
        ids.set(principal.user_id, iss);
      }
    expect([...ids]).toEqual([
      ['x', ISSUER],
      ['bx', ISSUER],
      ['b', ISSUER],
      ['bab', ISSUER],
      ['ax', 'a'],
      ['aax', 'a'],
      ['aabx', 'a'],
      ['aaa', 'a'],
      ['abx', 'ab'],
      ['abax', 'ab'],
      ['abbx', 'ab'],
      ['ababx', 'ab'],
      ['abb', 'ab'],
      ['abaa', 'ab'],
      ['abbab', 'ab'],
    ]);
  });

  it('a user id has at most 400 characters', async () => {
    const folder = folderWith({
      'issuers.json': [
        {
          issuer: 'b',
          audience: AUDIENCE,
          algorithm: 'HS256',
          secret: OTHER,
          tenants: ['acme'],
          user_prefix: 'b'.repeat(200),
        },
      ],
    });
    const verifier = await made({ jwt_secret: SECRET, jwt_issuers_file: join(folder, 'issuers.json') });
    const { user_id } = await verifier.verify(token(hmacSigner(OTHER), { iss: 'b', sub: 'x'.repeat(200) }));
    expect(user_id).toHaveLength(400);
  });
});

function ed448(): string {
  return String(generateKeyPairSync('ed448').publicKey.export({ type: 'spki', format: 'pem' }));
}

function privateKey(type: 'pkcs8' | 'sec1'): string {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return String(key.export({ type, format: 'pem' }));
}

/** A certificate of the key, as small as one can be; its own signature is not looked at by anybody. */
function certificateOf(signer: Signer): string {
  const value = (tag: number, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const length =
      body.length < 128 ? Buffer.of(body.length) : Buffer.of(0x82, body.length >> 8, body.length & 255);
    return Buffer.concat([Buffer.of(tag), length, body]);
  };
  const algorithm = value(0x30, value(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
  const validity = value(
    0x30,
    value(0x17, Buffer.from('260101000000Z')),
    value(0x17, Buffer.from('460101000000Z')),
  );
  const version = value(0xa0, value(0x02, Buffer.of(2)));
  const serial = value(0x02, Buffer.of(1));
  const facts = value(0x30, version, serial, algorithm, value(0x30), validity, value(0x30), derOf(signer));
  const der = value(0x30, facts, algorithm, value(0x03, Buffer.of(0, 1)));
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}
