import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOKEN_REFUSED } from '../../../src/auth/refusal.js';
import { tokenIdentity } from '../../../src/auth/token-identity.js';
import type { Identity, TokenVerifier } from '../../../src/contracts/identity.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { testFolder } from '../../support/test-folder.js';
import { NOW_MS, openMode, tokenOf } from '../../support/tokens/modes.js';

async function workshop() {
  let at = NOW_MS;
  const now = () => at;
  const mode = await openMode('HS256', { now });
  const file = join(testFolder('auth'), 'token');
  return {
    mode,
    file,
    now,
    pass: (ms: number) => {
      at += ms;
    },
    write: (text: string | Buffer) => writeFileSync(file, text),
    /** A token of a user that is valid for a minute from now on. */
    token: (sub: string, seconds = 60) =>
      tokenOf(mode, { sub, iat: Math.floor(at / 1_000), exp: Math.floor(at / 1_000) + seconds }),
    fromFile: (verifier: TokenVerifier = mode.verifier) => tokenIdentity({ file }, verifier, now),
  };
}

/** The user, or what the operator is told. */
async function who(identity: Identity): Promise<string> {
  try {
    return (await identity.principal()).user_id;
  } catch (thrown) {
    if (!(thrown instanceof MemoryGraphError) || thrown.code !== 'unauthenticated') throw thrown;
    expect(thrown.message).toBe(TOKEN_REFUSED);
    return thrown.operatorMessage;
  }
}

describe('the identity of a fixed token', () => {
  it('is asked at every call, and ends with the token', async () => {
    const { mode, now, pass, token } = await workshop();
    const identity = tokenIdentity({ token: ` ${token('ann')}\n` }, mode.verifier, now);
    expect(await who(identity)).toBe('ann');
    pass(64_999);
    expect(await who(identity)).toBe('ann');
    pass(1);
    expect(await who(identity)).toMatch(/run out/);
  });

  it('is nobody without a token', async () => {
    const { mode, now } = await workshop();
    expect(await who(tokenIdentity({ token: '' }, mode.verifier, now))).toBe(
      'There is no token: it is empty.',
    );
  });
});

describe('the identity of a token file', () => {
  it('reads the file anew when its token has run out', async () => {
    const { fromFile, write, token, pass } = await workshop();
    write(`\ufeff  ${token('ann')}\r\n`);
    const identity = fromFile();
    expect(await who(identity)).toBe('ann');
    write(token('bob', 600));
    expect(await who(identity)).toBe('ann');
    pass(65_000);
    expect(await who(identity)).toBe('bob');
  });

  it('a file without a new token is read at most once a second', async () => {
    const { mode, fromFile, write, token, pass } = await workshop();
    const seen: string[] = [];
    const verifier: TokenVerifier = {
      verify(text) {
        seen.push(text);
        return mode.verifier.verify(text);
      },
      flush: () => mode.verifier.flush(),
    };
    const old = token('ann');
    write(old);
    const identity = fromFile(verifier);
    expect(await who(identity)).toBe('ann');
    pass(65_000);
    expect(await who(identity)).toMatch(/run out/);
    const fresh = token('bob');
    write(fresh);
    pass(999);
    expect(await who(identity)).toMatch(/run out/);
    expect(seen).not.toContain(fresh);
    pass(1);
    expect(await who(identity)).toBe('bob');
  });

  it('calls at the same time share one reading', async () => {
    const { fromFile, write, token } = await workshop();
    write(token('ann'));
    const identity = fromFile();
    expect(await Promise.all(Array.from({ length: 50 }, () => who(identity)))).toEqual(Array(50).fill('ann'));
  });

  it('a file that comes later is found', async () => {
    const { fromFile, write, token, pass } = await workshop();
    const identity = fromFile();
    expect(await who(identity)).toBe('There is no token: MEMORY_AUTH_TOKEN_FILE: the file is not there.');
    write(token('ann'));
    expect(await who(identity)).toMatch(/not there/);
    pass(1_000);
    expect(await who(identity)).toBe('ann');
  });

  it('a file that is gone or broken does not end a token that is still valid', async () => {
    const { file, fromFile, write, token, pass } = await workshop();
    write(token('ann'));
    const identity = fromFile();
    expect(await who(identity)).toBe('ann');
    write('half a tok');
    pass(30_000);
    expect(await who(identity)).toBe('ann');
    rmSync(file);
    expect(await who(identity)).toBe('ann');
    pass(35_000);
    expect(await who(identity)).toMatch(/not there/);
    write(token('bob'));
    pass(1_000);
    expect(await who(identity)).toBe('bob');
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['empty', '', /no token/],
    ['blank', ' \n', /no token/],
    ['two tokens', 'a.b.c\nd.e.f', /not a signed JWT/],
    ['not UTF-8', Buffer.of(0xff, 0xfe), /not UTF-8/],
    ['70 KB', 'a'.repeat(70_000), /larger than 65536 bytes/],
  ])('a file that is %s gives nobody', async (_, content, because) => {
    const { fromFile, write } = await workshop();
    write(content);
    expect(await who(fromFile())).toMatch(because);
  });

  it('never waits for a device', async () => {
    const { mode, now } = await workshop();
    const identity = tokenIdentity({ file: '/dev/zero' }, mode.verifier, now);
    expect(await who(identity)).toMatch(/it is not a file|not there/);
  });

  it('a token that the server no longer trusts is looked for anew, long before its end', async () => {
    const { mode, fromFile, write, token, pass } = await workshop();
    const revoked = new Set<string>();
    const verifier: TokenVerifier = {
      async verify(text) {
        if (revoked.has(text)) throw new MemoryGraphError('unauthenticated', TOKEN_REFUSED);
        return mode.verifier.verify(text);
      },
      flush: () => undefined,
    };
    const first = token('ann');
    write(first);
    const identity = fromFile(verifier);
    expect(await who(identity)).toBe('ann');
    revoked.add(first);
    pass(1_000);
    expect(await who(identity)).toBe(TOKEN_REFUSED);
    write(token('bob'));
    pass(1_000);
    expect(await who(identity)).toBe('bob');
  });

  it('a clock that was set back does not keep the file from being read', async () => {
    const { fromFile, write, token, pass } = await workshop();
    const identity = fromFile();
    expect(await who(identity)).toMatch(/not there/);
    pass(-60_000);
    write(token('ann'));
    expect(await who(identity)).toBe('ann');
  });
});
