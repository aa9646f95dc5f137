import { describe, expect, it } from 'vitest';
import { createTokenCache } from '../../../src/auth/token-cache.js';
import type { Principal } from '../../../src/domain/principal.js';
import {
  type MODE_NAMES,
  NOW,
  NOW_MS,
  openMode,
  type TokenMode,
  tokenOf,
} from '../../support/tokens/modes.js';

const principal = (user_id: string): Principal => ({
  kind: 'token',
  issuer: 'i',
  subject: user_id,
  user_id,
  membership: null,
});

function workshop() {
  let at = 1_000_000;
  const cache = createTokenCache(() => at);
  return {
    cache,
    keep: (token: string, runs_out_ms = at + 3_600_000) =>
      cache.keep(token, principal(token), runs_out_ms, cache.generation),
    pass: (ms: number) => {
      at += ms;
    },
    now: () => at,
  };
}

describe('the cache of tokens', () => {
  it('knows a token for 30 seconds', () => {
    const { cache, keep, pass } = workshop();
    keep('a');
    expect(cache.find('a')?.user_id).toBe('a');
    expect(cache.find('b')).toBeUndefined();
    pass(29_999);
    expect(cache.find('a')?.user_id).toBe('a');
    pass(1);
    expect(cache.find('a')).toBeUndefined();
  });

  it('being asked does not make it live longer', () => {
    const { cache, keep, pass } = workshop();
    keep('a');
    for (let turn = 0; turn < 3; turn++) {
      expect(cache.find('a')).toBeDefined();
      pass(10_000);
    }
    expect(cache.find('a')).toBeUndefined();
  });

  it('never knows one past its end', () => {
    const { cache, keep, pass, now } = workshop();
    keep('a', now() + 2_000);
    keep('over', now());
    expect(cache.find('over')).toBeUndefined();
    pass(1_999);
    expect(cache.find('a')).toBeDefined();
    pass(1);
    expect(cache.find('a')).toBeUndefined();
  });

  it('forgets where the clock was set back', () => {
    const { cache, keep, pass } = workshop();
    keep('a');
    pass(-1);
    expect(cache.find('a')).toBeUndefined();
  });

  it('forgets all when flushed, and what was being checked meanwhile', () => {
    const { cache, keep, now } = workshop();
    keep('a');
    const { generation } = cache;
    cache.flush();
    expect(cache.find('a')).toBeUndefined();
    cache.keep('b', principal('b'), now() + 60_000, generation);
    expect(cache.find('b')).toBeUndefined();
    keep('b');
    expect(cache.find('b')).toBeDefined();
  });

  it('holds 1,000, and lets the one go that was used longest ago', () => {
    const { cache, keep } = workshop();
    for (let at = 0; at < 1_000; at++) keep(`t${at}`);
    expect(cache.find('t0')).toBeDefined();
    keep('t1000');
    expect(cache.find('t1')).toBeUndefined();
    expect(cache.find('t0')).toBeDefined();
    expect(cache.find('t2')).toBeDefined();
    for (let at = 0; at < 1_000; at++) keep(`u${at}`);
    expect(cache.find('t0')).toBeUndefined();
    expect(cache.find('u0')).toBeDefined();
  });
});

describe('the verifier with its cache', () => {
  async function timed(name: (typeof MODE_NAMES)[number]) {
    let at = NOW_MS;
    let looks = 0;
    const now = () => {
      looks += 1;
      return at;
    };
    const mode = await openMode(name, { now });
    return { mode, pass: (ms: number) => (at += ms), looks: () => looks };
  }

  const ended = (mode: TokenMode, token: string) =>
    mode.verifier.verify(token).then(
      () => 'accepted',
      () => 'refused',
    );

  it('gives the same principal again, and a new one after a flush', async () => {
    const { mode } = await timed('HS256');
    const token = tokenOf(mode);
    const first = await mode.verifier.verify(token);
    expect(await mode.verifier.verify(token)).toBe(first);
    mode.verifier.flush();
    const second = await mode.verifier.verify(token);
    expect(second).not.toBe(first);
    expect(second).toEqual(first);
  });

  it('checks anew after 30 seconds', async () => {
    const { mode, pass } = await timed('EdDSA');
    const token = tokenOf(mode);
    const first = await mode.verifier.verify(token);
    pass(29_999);
    expect(await mode.verifier.verify(token)).toBe(first);
    pass(1);
    expect(await mode.verifier.verify(token)).not.toBe(first);
  });

  it('a token ends when it ends, tolerance and all, whatever is remembered', async () => {
    const { mode, pass } = await timed('HS256');
    const token = tokenOf(mode, { exp: NOW + 10 });
    expect(await ended(mode, token)).toBe('accepted');
    pass(14_999);
    expect(await ended(mode, token)).toBe('accepted');
    pass(1);
    expect(await ended(mode, token)).toBe('refused');
  });

  it('what differs in one letter is another token', async () => {
    const { mode } = await timed('HS256');
    const token = tokenOf(mode);
    expect(await ended(mode, token)).toBe('accepted');
    expect(await ended(mode, `${token}A`)).toBe('refused');
    expect(await ended(mode, token.slice(0, -1))).toBe('refused');
    expect(await ended(mode, token)).toBe('accepted');
  });

  it('a flush while a token is checked is not outrun', async () => {
    const { mode } = await timed('RS256');
    const token = tokenOf(mode);
    const checking = mode.verifier.verify(token);
    mode.verifier.flush();
    const first = await checking;
    expect(await mode.verifier.verify(token)).not.toBe(first);
  });
});
