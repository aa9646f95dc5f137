import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN_REFUSED } from '../../../src/auth/refusal.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import {
  AUDIENCE,
  MODE_NAMES,
  NOW,
  openMode,
  PARTNER,
  type TokenMode,
  tokenOf,
} from '../../support/tokens/modes.js';
import { signed } from '../../support/tokens/signers.js';
import { HOSTILE_TOKENS } from './hostile/all.js';

async function refusalOf(mode: TokenMode, token: string): Promise<MemoryGraphError> {
  try {
    await mode.verifier.verify(token);
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError) return thrown;
    throw thrown;
  }
  throw new Error('was accepted');
}

it('there are at least 60 hostile tokens, each with a name of its own', () => {
  expect(new Set(HOSTILE_TOKENS.map(({ name }) => name)).size).toBe(HOSTILE_TOKENS.length);
  expect(HOSTILE_TOKENS.length).toBeGreaterThanOrEqual(60);
});

describe.each(MODE_NAMES)('tokens of %s', (name) => {
  let mode: TokenMode;
  beforeAll(async () => {
    mode = await openMode(name);
  });
  afterAll(() => mode.close());

  it.each(HOSTILE_TOKENS.filter(({ modes }) => modes?.includes(name) !== false))(
    'refuses: $name',
    async ({ make, because }) => {
      const token = make(mode);
      const refusal = await refusalOf(mode, token);
      expect({ code: refusal.code, message: refusal.message }).toEqual({
        code: 'unauthenticated',
        message: TOKEN_REFUSED,
      });
      expect(refusal.operatorMessage).toMatch(because);
      for (const part of token.split('.').filter((each) => each.length > 12))
        expect(refusal.operatorMessage).not.toContain(part);
      // Once more: a refusal must not be remembered as anything else.
      expect((await refusalOf(mode, token)).operatorMessage).toMatch(because);
      await expect(mode.verifier.verify(tokenOf(mode))).resolves.toMatchObject({ user_id: 'ann' });
    },
  );

  it('reads an honest token', async () => {
    expect(await mode.verifier.verify(tokenOf(mode))).toEqual({
      kind: 'token',
      issuer: 'https://id.example',
      subject: 'ann',
      user_id: 'ann',
      membership: {
        tenant_id: 'acme',
        organization_id: 'acme corporation',
        team_ids: ['web'],
        projects: ['github.com/acme/shop'],
        roles: ['user'],
        scopes: ['memory:read', 'memory:write'],
      },
    });
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['an audience among several', { aud: ['https://mail.example', AUDIENCE] }, {}],
    ['expired by 3 seconds', { exp: NOW - 3 }, {}],
    ['made 5 seconds ahead', { iat: NOW + 5, nbf: NOW + 5 }, {}],
    ['the longest life', { iat: NOW, exp: NOW + 86_400 }, {}],
    ['typ at+jwt', {}, { typ: 'at+jwt' }],
    ['typ application/at+jwt', {}, { typ: 'application/at+JWT' }],
    ['no typ', {}, { typ: undefined }],
    ['a thumbprint of a certificate', {}, { x5t: 'aaaa' }],
    ['a subject in any script', { sub: 'Ä 日本 😀' }, {}],
    ['a subject of 200 characters', { sub: 'a'.repeat(200) }, {}],
    ['further claims', { __more: { a: [1] }, constructor: 1, jti: 'x' }, {}],
    ['the other tenant of the issuer', { tenant_id: 'beta' }, {}],
  ])('accepts %s', async (_, claims, header) => {
    const { subject } = await mode.verifier.verify(tokenOf(mode, claims, header));
    expect(subject).toBe(claims.sub ?? 'ann');
  });

  it('a key id is nothing to a configured key', async () => {
    if (name === 'JWKS') return;
    const token = tokenOf(mode, {}, { kid: '../../dev/null' });
    await expect(mode.verifier.verify(token)).resolves.toMatchObject({ user_id: 'ann' });
  });

  it('users of two issuers are two users', async () => {
    const claims = { ...mode.claims, iss: PARTNER, tenant_id: 'partner' };
    const principal = await mode.verifier.verify(signed({ alg: 'HS256' }, claims, mode.partner));
    expect(principal).toMatchObject({ issuer: PARTNER, subject: 'ann', user_id: 'partner#ann' });
  });
});
