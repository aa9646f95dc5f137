import { OAuth2Server } from 'oauth2-mock-server';
import { afterEach, describe, expect, it } from 'vitest';
import { createTokenVerifier } from '../../../src/auth/verifier.js';
import type { TokenVerifier } from '../../../src/contracts/identity.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { type KeyServer, startKeyServer } from '../../support/tokens/key-server.js';
import { AUDIENCE, CLAIM_NAMES, goodClaims, ISSUER, NOW_MS } from '../../support/tokens/modes.js';
import { ecSigner, jwkOf, rsaSigner, type Signer, signed } from '../../support/tokens/signers.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A verifier whose keys come over HTTP, and a clock that is set by hand. */
async function workshop() {
  const server = await startKeyServer();
  stops.push(() => server.close());
  let at = NOW_MS;
  const verifier = await verifierFor(server.url, () => at);
  return {
    server,
    verifier,
    pass: (ms: number) => {
      at += ms;
    },
    /** A token of an hour from now on; each is another one, so that none is remembered. */
    token(kid: string, signer: Signer) {
      const iat = Math.floor(at / 1_000);
      const claims = { ...goodClaims(), iat, exp: iat + 3_600, jti: `${turn++}` };
      return signed({ alg: signer.algorithm, kid }, claims, signer);
    },
  };
}

let turn = 0;

async function verifierFor(url: string, now: () => number, issuer = ISSUER): Promise<TokenVerifier> {
  return createTokenVerifier({
    issuers: [
      {
        named: 'MEMORY_JWKS_URL',
        issuer,
        audience: AUDIENCE,
        algorithm: 'RS256',
        key: { kind: 'jwks', url },
        tenants: '*',
        user_prefix: '',
      },
    ],
    claims: CLAIM_NAMES,
    default_role: 'none',
    groups: null,
    clock_tolerance_seconds: 5,
    max_age_seconds: 86_400,
    now,
  });
}

/** null: accepted; else what the operator is told. */
async function outcome(verifier: TokenVerifier, token: string): Promise<string | null> {
  try {
    await verifier.verify(token);
    return null;
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError && thrown.code === 'unauthenticated')
      return thrown.operatorMessage;
    throw thrown;
  }
}

const ONE = rsaSigner();
const TWO = rsaSigner();

describe('published keys', () => {
  it('are fetched once, at the first token', async () => {
    const { server, verifier, token } = await workshop();
    server.publish([jwkOf(ONE, 'one')]);
    expect(server.asked).toBe(0);
    const several = Array.from({ length: 20 }, () => outcome(verifier, token('one', ONE)));
    expect(await Promise.all(several)).toEqual(several.map(() => null));
    expect(await outcome(verifier, token('one', ONE))).toBeNull();
    expect(server.asked).toBe(1);
  });

  it('a new key is taken after exactly one more question', async () => {
    const { server, verifier, token, pass } = await workshop();
    server.publish([jwkOf(ONE, 'one')]);
    expect(await outcome(verifier, token('one', ONE))).toBeNull();
    server.publish([jwkOf(ONE, 'one'), jwkOf(TWO, 'two')]);
    pass(MINUTE);
    expect(await outcome(verifier, token('two', TWO))).toBeNull();
    expect(await outcome(verifier, token('two', TWO))).toBeNull();
    expect(await outcome(verifier, token('one', ONE))).toBeNull();
    expect(server.asked).toBe(2);
  });

  it('1,000 unknown keys cause one question in 30 seconds', async () => {
    const { server, verifier, token, pass } = await workshop();
    server.publish([jwkOf(ONE, 'one')]);
    expect(await outcome(verifier, token('one', ONE))).toBeNull();
    const bogus = async (count: number) => {
      const outcomes = Array.from({ length: count }, (_, at) => outcome(verifier, token(`bogus${at}`, TWO)));
      for (const each of await Promise.all(outcomes)) expect(each).toMatch(/no key that fits/);
    };
    await bogus(1_000);
    expect(server.asked).toBe(1);
    pass(31_000);
    await bogus(1_000);
    await bogus(1_000);
    expect(server.asked).toBe(2);
    expect(await outcome(verifier, token('one', ONE))).toBeNull();
  });

  it('a key that was withdrawn is not taken after 10 minutes', async () => {
    const { server, verifier, token, pass } = await workshop();
    server.publish([jwkOf(ONE, 'one'), jwkOf(TWO, 'two')]);
    expect(await outcome(verifier, token('two', TWO))).toBeNull();
    server.publish([jwkOf(ONE, 'one')]);
    pass(9 * MINUTE);
    expect(await outcome(verifier, token('two', TWO))).toBeNull();
    pass(MINUTE);
    expect(await outcome(verifier, token('two', TWO))).toMatch(/no key that fits/);
    server.publish([]);
    pass(10 * MINUTE);
    expect(await outcome(verifier, token('one', ONE))).toMatch(/no key that fits/);
  });

  it('go on for a day while the issuer is down, and not longer', async () => {
    const { server, verifier, token, pass } = await workshop();
    server.publish([jwkOf(ONE, 'one')]);
    expect(await outcome(verifier, token('one', ONE))).toBeNull();
    await server.close();
    for (const span of [MINUTE, HOUR, 22 * HOUR]) {
      pass(span);
      expect(await outcome(verifier, token('one', ONE))).toBeNull();
      expect(await outcome(verifier, token('two', TWO))).toMatch(/no key that fits/);
    }
    pass(HOUR);
    expect(await outcome(verifier, token('one', ONE))).toMatch(
      /could not be fetched: it could not be reached/,
    );
  });

  it('an issuer that is down at the start is asked again after 5 seconds', async () => {
    const { server, verifier, token, pass } = await workshop();
    server.publish([jwkOf(ONE, 'one')]);
    server.answerWith((response) => response.writeHead(503).end());
    for (let call = 0; call < 50; call++)
      expect(await outcome(verifier, token('one', ONE))).toMatch(/status 503/);
    expect(server.asked).toBe(1);
    server.answerWith(null);
    pass(5_000);
    expect(await outcome(verifier, token('one', ONE))).toBeNull();
    expect(server.asked).toBe(2);
  });

  it('a clock that was set back does not keep keys from being fetched', async () => {
    const { server, verifier, token, pass } = await workshop();
    server.publish([jwkOf(ONE, 'one')]);
    expect(await outcome(verifier, token('one', ONE))).toBeNull();
    server.publish([jwkOf(TWO, 'two')]);
    pass(-HOUR);
    expect(await outcome(verifier, token('two', TWO))).toBeNull();
  });

  it.each<[string, Parameters<KeyServer['answerWith']>[0], RegExp]>([
    ['a redirect', (response) => response.writeHead(302, { location: '/keys?again' }).end(), /status 302/],
    [
      'a redirect elsewhere',
      (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
      /307/,
    ],
    ['an error page', (response) => response.writeHead(500).end('x'), /status 500/],
    ['no content', (response) => response.writeHead(204).end(), /status 204/],
    ['no JSON', (response) => response.end('<html>'), /not answer with JSON/],
    ['no key set', (response) => response.end('[]'), /could not be fetched/],
    ['keys that are no list', (response) => response.end('{"keys":{}}'), /could not be fetched/],
    [
      '300 KB',
      (response) => response.end(JSON.stringify({ keys: [], x: 'x'.repeat(300_000) })),
      /more than 262144 bytes/,
    ],
    ['an endless answer', endless, /more than 262144 bytes/],
    [
      '101 keys',
      (response) => response.end(JSON.stringify({ keys: Array(101).fill({ kty: 'RSA' }) })),
      /more than 100 keys/,
    ],
    [
      'half an answer',
      (response) => response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
      /could not be reached/,
    ],
  ])('%s is no key set', async (_, answer, because) => {
    const { server, verifier, token } = await workshop();
    server.answerWith(answer);
    expect(await outcome(verifier, token('one', ONE))).toMatch(because);
    expect(server.asked).toBe(1);
  });

  it('a server that does not answer is given up on after 5 seconds', async () => {
    const { server, verifier, token } = await workshop();
    server.answerWith(() => undefined);
    const start = performance.now();
    expect(await outcome(verifier, token('one', ONE))).toMatch(/did not answer within 5000 ms/);
    expect(performance.now() - start).toBeLessThan(9_000);
  });

  it('a server that stops in the middle is given up on as well', async () => {
    const { server, verifier, token } = await workshop();
    server.answerWith((response) => void response.write('{"keys":['));
    expect(await outcome(verifier, token('one', ONE))).toMatch(/did not answer within 5000 ms/);
  });

  it.each<[string, (signer: Signer) => object]>([
    ['for encryption', (signer) => ({ ...jwkOf(signer, 'one'), use: 'enc' })],
    ['of another algorithm', (signer) => ({ ...jwkOf(signer, 'one'), alg: 'RS512' })],
    ['for signing only', (signer) => ({ ...jwkOf(signer, 'one'), key_ops: ['sign'] })],
    ['of another kind', () => jwkOf(ecSigner(), 'one')],
    ['that is a secret', () => ({ kty: 'oct', k: 'AAAA', kid: 'one', alg: 'HS256' })],
    ['that is another', () => jwkOf(TWO, 'one')],
    ['that cannot be read', (signer) => ({ ...jwkOf(signer, 'one'), n: '***' })],
  ])('a key %s is not used', async (_, made) => {
    const { server, verifier, token } = await workshop();
    server.publish([made(ONE)]);
    expect(await outcome(verifier, token('one', ONE))).toMatch(/refused/);
  });

  it('a key of 1024 bits is not used', async () => {
    const small = rsaSigner(1024);
    const { server, verifier, token } = await workshop();
    server.publish([jwkOf(small, 'one')]);
    expect(await outcome(verifier, token('one', small))).toMatch(/could not be checked/);
  });
});

describe('an OAuth server', () => {
  it('its tokens are read, its rotation is followed', async () => {
    const server = new OAuth2Server();
    await server.issuer.keys.generate('RS256', { kid: 'a' });
    await server.start(0, '127.0.0.1');
    stops.push(() => server.stop());
    const issuer = server.issuer.url ?? '';
    let at = Date.now();
    const verifier = await verifierFor(`${issuer}/jwks`, () => at, issuer);
    const build = (kid: string, claims: object) =>
      server.issuer.buildToken({
        kid,
        scopesOrTransform: (_, payload) =>
          Object.assign(payload, { aud: AUDIENCE, sub: 'ann', tenant_id: 'acme', ...claims }),
      });
    await expect(verifier.verify(await build('a', {}))).resolves.toMatchObject({ subject: 'ann', issuer });
    expect(await outcome(verifier, await build('a', { tenant_id: ['acme'] }))).toMatch(/tenant/);
    expect(await outcome(verifier, await build('a', { aud: issuer }))).toMatch(/aud/);
    await server.issuer.keys.generate('RS256', { kid: 'b' });
    at += MINUTE;
    await expect(verifier.verify(await build('b', { sub: 'bob' }))).resolves.toMatchObject({
      subject: 'bob',
    });
  });
});

function endless(response: Parameters<NonNullable<Parameters<KeyServer['answerWith']>[0]>>[0]): void {
  const more = (): void => {
    if (!response.destroyed) response.write('x'.repeat(65_536), more);
  };
  more();
}
