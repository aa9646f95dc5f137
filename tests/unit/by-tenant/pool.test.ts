import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTenantPool } from '../../../backends/by-tenant/pool.js';
import type { Backend } from '../../../src/contracts/backend.js';
import { collect } from '../../contract/bench.js';
import { member } from '../../contract/members.js';
import { door, partMaker } from './parts.js';

const SCOPE = member({ tenant_id: 'a', user_id: 'ann' });
const nothing = async () => {};
const stream = (part: Backend) => part.streamMemories(SCOPE);
const nameOf = async (part: Backend) => part.name;

describe('a pool of tenants', () => {
  it('opens a tenant once, and keeps it open', async () => {
    const parts = partMaker();
    const pool = createTenantPool(parts.make, 2);
    expect(await pool.use('a', nameOf)).toBe('a 1');
    expect(await pool.use('a', nameOf)).toBe('a 1');
    expect(await Promise.all([pool.use('a', nameOf), pool.use('b', nameOf)])).toEqual(['a 1', 'b 2']);
    expect(parts.log).toEqual(['open a', 'open b']);
  });

  it('opens a tenant once for calls that come while it is being opened', async () => {
    const parts = partMaker();
    const gate = door();
    const pool = createTenantPool(async (tenant_id) => {
      await gate.opened;
      return parts.make(tenant_id);
    }, 1);
    const calls = Array.from({ length: 50 }, () => pool.use('a', nameOf));
    gate.open();
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['a 1']));
    expect(parts.log).toEqual(['open a']);
  });

  it('closes the one not used for longest, and no more than it must', async () => {
    const parts = partMaker();
    const pool = createTenantPool(parts.make, 2);
    for (const tenant of ['a', 'b', 'a', 'c']) await pool.use(tenant, nothing);
    expect(parts.log).toEqual(['open a', 'open b', 'open c', 'close b']);
    for (const tenant of ['a', 'c', 'b']) await pool.use(tenant, nothing);
    expect(parts.log.slice(4)).toEqual(['open b', 'close a']);
    expect(parts.count()).toBe(2);
  });

  it('closes none that is in use, however many are; what is too many goes when the work is done', async () => {
    const parts = partMaker();
    const pool = createTenantPool(parts.make, 1);
    const gate = door();
    const held = ['a', 'b', 'c'].map((tenant) => pool.use(tenant, () => gate.opened));
    await pool.use('d', nothing);
    expect(parts.log).toEqual(['open a', 'open b', 'open c', 'open d', 'close d']);
    expect(parts.count()).toBe(3);
    gate.open();
    await Promise.all(held);
    expect(parts.count()).toBe(1);
  });

  it('counts how many use a tenant: it stays until the last is done', async () => {
    const parts = partMaker();
    const pool = createTenantPool(parts.make, 1);
    const [first, second] = [door(), door()];
    const one = pool.use('a', () => first.opened);
    const two = pool.use('a', () => second.opened);
    first.open();
    await one;
    await pool.use('b', nothing);
    expect(parts.log).toEqual(['open a', 'open b', 'close b']);
    second.open();
    await two;
    await pool.use('b', nothing);
    expect(parts.log.slice(3)).toEqual(['open b', 'close a']);
  });

  it('gives a tenant back when its work fails, and passes the failure on', async () => {
    const parts = partMaker();
    const pool = createTenantPool(parts.make, 1);
    const failing = async () => {
      throw new Error('the work failed');
    };
    await expect(pool.use('a', failing)).rejects.toThrow('the work failed');
    await pool.use('b', nothing);
    expect(parts.log).toEqual(['open a', 'open b', 'close a']);
  });

  it('keeps no failure: a tenant that could not be opened is tried anew by the next call', async () => {
    const parts = partMaker();
    let failures = 2;
    const pool = createTenantPool(async (tenant_id) => {
      if (failures-- > 0) throw new Error('not now');
      return parts.make(tenant_id);
    }, 1);
    const calls = [pool.use('a', nameOf), pool.use('a', nameOf)];
    for (const call of calls) await expect(call).rejects.toThrow('not now');
    await expect(pool.use('a', nameOf)).rejects.toThrow('not now');
    expect(await pool.use('a', nameOf)).toBe('a 1');
    expect(parts.log).toEqual(['open a']);
  });

  it('does not forget a tenant that was opened anew before the failure of it was told', async () => {
    const parts = partMaker();
    const gate = door();
    let first = true;
    const pool = createTenantPool(async (tenant_id) => {
      if (!first) return parts.make(tenant_id);
      first = false;
      await gate.opened;
      throw new Error('not now');
    }, 2);
    const failing = pool.use('a', nothing);
    const closed = pool.close();
    expect(await pool.use('a', nameOf)).toBe('a 1');
    gate.open();
    await expect(failing).rejects.toThrow('not now');
    await closed;
    expect(await pool.use('a', nameOf)).toBe('a 1');
    expect(parts.log).toEqual(['open a']);
  });

  it('does not count a tenant that could not be opened among those that are', async () => {
    const parts = partMaker();
    const pool = createTenantPool(async (tenant_id) => {
      if (tenant_id === 'none') throw new Error('there is none');
      return parts.make(tenant_id);
    }, 1);
    await pool.use('a', nothing);
    await expect(pool.use('none', nothing)).rejects.toThrow('there is none');
    expect(await pool.use('a', nameOf)).toBe('a 1');
    expect(parts.log).toEqual(['open a']);
  });

  it('keeps a tenant open while it is streamed, to the end or to where the reader stops', async () => {
    const parts = partMaker();
    const pool = createTenantPool(parts.make, 1);
    const seen: string[] = [];
    for await (const { id } of pool.stream('a', stream)) {
      seen.push(id);
      await pool.use('b', nothing);
    }
    expect(seen).toEqual(['a', 'b', 'c']);
    for await (const { id } of pool.stream('a', stream)) if (id === 'b') break;
    await pool.use('b', nothing);
    expect(parts.count()).toBe(1);
    const failing = async () => {
      for await (const _each of pool.stream('a', stream)) throw new Error('the reader failed');
    };
    await expect(failing()).rejects.toThrow('the reader failed');
    await pool.use('b', nothing);
    expect(parts.count()).toBe(1);
    expect(parts.open.get('b')).toBe(1);
  });

  it('opens nothing for a stream that nobody reads', async () => {
    const parts = partMaker();
    const pool = createTenantPool(parts.make, 1);
    pool.stream('a', stream);
    await pool.use('b', nothing);
    expect(parts.log).toEqual(['open b']);
  });

  it('passes the failure of opening on to who streams', async () => {
    const pool = createTenantPool(async () => {
      throw new Error('there is none');
    }, 1);
    await expect(collect(pool.stream('a', stream))).rejects.toThrow('there is none');
  });

  it('closes all that is open, once', async () => {
    const parts = partMaker();
    const pool = createTenantPool(parts.make, 3);
    for (const tenant of ['a', 'b', 'c']) await pool.use(tenant, nothing);
    await pool.close();
    expect(parts.count()).toBe(0);
    await pool.close();
    expect(parts.log).toEqual(['open a', 'open b', 'open c', 'close a', 'close b', 'close c']);
  });

  it('tells a failure of closing to its owner, not to the caller of another tenant', async () => {
    const parts = partMaker();
    const told: unknown[] = [];
    const pool = createTenantPool(
      async (tenant_id) => {
        const part = await parts.make(tenant_id);
        return tenant_id === 'bad' ? badlyClosing(part) : part;
      },
      1,
      (cause) => told.push(cause),
    );
    await pool.use('bad', nothing);
    expect(await pool.use('a', nameOf)).toBe('a 2');
    expect(told).toEqual([new Error('could not be closed')]);
    expect(await pool.use('bad', nameOf)).toBe('bad 3');
    expect(parts.open.get('a')).toBe(0);
  });

  it('opens a tenant that is being closed once it is closed', async () => {
    const parts = partMaker();
    const gate = door();
    const pool = createTenantPool(async (tenant_id) => {
      const part = await parts.make(tenant_id);
      const close = async () => {
        await gate.opened;
        await part.close();
      };
      return tenant_id === 'a' ? { ...part, close } : part;
    }, 1);
    await pool.use('a', nothing);
    const other = pool.use('b', nothing);
    // By now b is used, and a must make room for it.
    await new Promise((resolve) => setImmediate(resolve));
    const again = pool.use('a', nameOf);
    await new Promise((resolve) => setImmediate(resolve));
    expect(parts.log).toEqual(['open a', 'open b']);
    gate.open();
    await other;
    expect(await again).toBe('a 3');
    expect(parts.log.slice(2, 4)).toEqual(['close a', 'open a']);
  });

  it('closes the others where one cannot be closed, or could not be opened', async () => {
    const parts = partMaker();
    const gate = door();
    const pool = createTenantPool(async (tenant_id) => {
      if (tenant_id === 'bad') return badlyClosing(await parts.make(tenant_id));
      if (tenant_id === 'none') {
        await gate.opened;
        throw new Error('there is none');
      }
      return parts.make(tenant_id);
    }, 4);
    const opening = pool.use('none', nothing);
    opening.catch(() => {});
    for (const tenant of ['bad', 'c']) await pool.use(tenant, nothing);
    const closing = pool.close();
    gate.open();
    await expect(closing).rejects.toThrow('could not be closed');
    await expect(opening).rejects.toThrow('there is none');
    expect(parts.open.get('c')).toBe(0);
  });

  it('holds its bound over any order of calls, and never closes what is used', async () => {
    const calls = fc.array(
      fc.record({
        tenant: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        waits: fc.nat(4),
        streams: fc.boolean(),
        fails: fc.boolean(),
      }),
      { maxLength: 40 },
    );
    const property = fc.asyncProperty(calls, fc.integer({ min: 1, max: 4 }), async (all, size) => {
      const parts = partMaker();
      const pool = createTenantPool(parts.make, size);
      const results = await Promise.allSettled(
        all.map(async ({ tenant, waits, streams, fails }) => {
          for (let turn = 0; turn < waits; turn++) await Promise.resolve();
          if (streams) return collect(pool.stream(tenant, stream));
          return pool.use(tenant, async (part) => {
            for (let turn = 0; turn < waits; turn++) await part.countMemories(SCOPE, { valid_at: '' });
            if (fails) throw new Error('asked to fail');
            return part.countMemories(SCOPE, { valid_at: '' });
          });
        }),
      );
      const reasons = results.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
      expect(reasons.filter((reason) => !reason.includes('asked to fail'))).toEqual([]);
      expect(reasons).toHaveLength(all.filter(({ streams, fails }) => fails && !streams).length);
      expect(parts.count()).toBeLessThanOrEqual(size);
      for (const most of parts.most.values()) expect(most).toBe(1);
      await pool.close();
      expect(parts.count()).toBe(0);
    });
    await fc.assert(property, { numRuns: 300, seed: 20_261_122 });
  });
});

function badlyClosing(part: Backend): Backend {
  return {
    ...part,
    close: async () => {
      throw new Error('could not be closed');
    },
  };
}
