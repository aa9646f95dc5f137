import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import * as reference from '../../../backends/reference/audit.js';
import { Connection } from '../../../backends/sqlite/connection.js';
import { translate } from '../../../backends/sqlite/errors.js';
import {
  appendAudit,
  auditEvents,
  auditHead,
  NO_TENANT,
} from '../../../backends/sqlite/tenancy/audit-rows.js';
import { AUDIT_SCHEMA } from '../../../backends/sqlite/tenancy/audit-schema.js';
import type { AuditLog, AuditQuery } from '../../../src/contracts/audit-log.js';
import type { AuditEvent, AuditHead } from '../../../src/domain/audit.js';
import { AUDIT_OUTCOMES } from '../../../src/domain/audit-event.js';
import { verifyAuditLog } from '../../../src/transfer/audit/verify-log.js';
import { anyEvent, auditEvent, chainOf } from '../../support/audit-events.js';
import { temporaryFolder } from './fixtures.js';

const folder = temporaryFolder();
afterAll(folder.remove);

let files = 0;
const TENANT = 'acme';

function newPath(): string {
  files++;
  return join(folder.path, `audit-${files}.db`);
}

function newTable(path = ':memory:'): Connection {
  const connection = new Connection(new Database(path), path);
  connection.execute(AUDIT_SCHEMA);
  return connection;
}

function append(connection: Connection, events: readonly AuditEvent[], tenant_id = TENANT): void {
  connection.transaction('immediate', () => appendAudit(connection, tenant_id, events));
}

/** As the store hands it out: failures of the driver as errors of ours. */
function logOf(connection: Connection, tenant_id = TENANT): AuditLog {
  const run = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (thrown) {
      throw translate(thrown, connection.path);
    }
  };
  return {
    append: (events) => run(() => append(connection, events, tenant_id)),
    events: (query) => run(() => auditEvents(connection, tenant_id, query)),
    head: () => run(() => auditHead(connection, tenant_id)),
  };
}

function verify(connection: Connection, known: readonly AuditHead[] = []) {
  return verifyAuditLog(logOf(connection), TENANT, known);
}

const anyQuery = (): fc.Arbitrary<AuditQuery> => {
  const at = fc.integer({ min: 0, max: 40 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString());
  return fc.record(
    {
      after: fc.nat(40),
      since: at,
      until: at,
      user_id: fc.constantFrom('ann', 'ben', 'none'),
      operation: fc.constantFrom('get_memory', 'store_memory'),
      outcome: fc.constantFrom(...AUDIT_OUTCOMES),
      latest: fc.boolean(),
      limit: fc.integer({ min: 1, max: 50 }),
    },
    { requiredKeys: ['limit'] },
  );
};

const likelyEvent = () =>
  fc
    .record({
      day: fc.nat(40),
      user_id: fc.constantFrom('ann', 'ben', null),
      operation: fc.constantFrom('get_memory', 'store_memory'),
      outcome: fc.constantFrom(...AUDIT_OUTCOMES),
    })
    .map(({ day, ...fields }) =>
      auditEvent({ ...fields, at: new Date(Date.UTC(2026, 0, 1 + day)).toISOString() }),
    );

describe('the audit log of a tenant in SQLite', () => {
  it('gives back what was appended, whatever it holds, as a chain', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyEvent(), { maxLength: 4 }), { maxLength: 5 }),
        async (batches) => {
          const connection = newTable();
          for (const batch of batches) append(connection, batch);
          const expected = chainOf(batches.flat());
          expect(auditEvents(connection, TENANT, { limit: 1_000 })).toEqual(expected);
          const { broken, events } = await verify(connection);
          expect({ broken, events }).toEqual({ broken: null, events: expected.length });
          connection.close();
        },
      ),
      { numRuns: 50 },
    );
  });

  it('answers every question as the reference does', () => {
    fc.assert(
      fc.property(
        fc.array(likelyEvent(), { maxLength: 40 }),
        fc.array(anyQuery(), { minLength: 5, maxLength: 5 }),
        (events, queries) => {
          const connection = newTable();
          const chains: reference.AuditChains = new Map();
          append(connection, events);
          reference.appendAudit(chains, TENANT, events);
          expect(auditHead(connection, TENANT)).toEqual(reference.auditHead(chains, TENANT));
          for (const query of queries)
            expect(auditEvents(connection, TENANT, query)).toEqual(
              reference.auditEvents(chains, TENANT, query),
            );
          connection.close();
        },
      ),
      { numRuns: 200 },
    );
  });

  it('says where it stands; the server stands under no tenant', () => {
    const connection = newTable();
    expect(auditHead(connection, NO_TENANT)).toBeNull();
    const events = [auditEvent(), auditEvent()];
    append(connection, events, NO_TENANT);
    const hash = chainOf(events).at(-1)?.hash;
    expect(auditHead(connection, NO_TENANT)).toEqual({ tenant_id: null, sequence: 2, hash });
    const control = newTable();
    append(control, events, 'acme');
    expect(auditHead(control, 'acme')).toEqual({ tenant_id: 'acme', sequence: 2, hash });
  });

  it('appends nothing where the transaction is undone', async () => {
    const connection = newTable();
    append(connection, [auditEvent()]);
    const undone = () =>
      connection.transaction('immediate', () => {
        appendAudit(connection, TENANT, [auditEvent()]);
        throw new Error('undo');
      });
    expect(undone).toThrow('undo');
    append(connection, [auditEvent()]);
    expect(await verify(connection)).toMatchObject({ events: 2, broken: null });
  });

  it('shows a tenant nothing of another whose file this was, and writes nothing behind it', async () => {
    const connection = newTable();
    append(connection, [auditEvent(), auditEvent()], 'globex');
    expect(auditEvents(connection, TENANT, { limit: 9 })).toEqual([]);
    expect(() => append(connection, [auditEvent()])).toThrow(/event of another/);
    expect((await verify(connection)).broken).toEqual({ sequence: 1, fault: 'cut' });
  });
});

describe('the table of audit events', () => {
  it.each([
    ['UPDATE', "UPDATE audit_events SET event = '{}' WHERE sequence = 2", /never changed/],
    ['UPDATE of a number', 'UPDATE audit_events SET sequence = 9 WHERE sequence = 3', /never changed/],
    ['DELETE', 'DELETE FROM audit_events WHERE sequence = 2', /never deleted/],
    ['DELETE of all', 'DELETE FROM audit_events', /never deleted/],
    ['INSERT OR REPLACE', insertSql('INSERT OR REPLACE', 2), /only appended/],
    ['an insert in between', insertSql('INSERT OR IGNORE', 1), /only appended/],
    ['an insert with a gap', insertSql('INSERT', 5), /only appended/],
    ['an insert without a number', insertSql('INSERT', null), /only appended/],
    [
      'an upsert',
      `${insertSql('INSERT', 3)} ON CONFLICT DO UPDATE SET event = '{}'`,
      /only appended|never changed/,
    ],
  ])('refuses %s', async (_name, sql, says) => {
    const connection = newTable();
    append(connection, [auditEvent(), auditEvent(), auditEvent()]);
    const before = auditEvents(connection, TENANT, { limit: 9 });
    expect(() => connection.execute(sql)).toThrow(says);
    expect(auditEvents(connection, TENANT, { limit: 9 })).toEqual(before);
    expect((await verify(connection)).broken).toBeNull();
  });

  it('is read in its order, from the end that was asked for, until there are enough', () => {
    const connection = newTable();
    const plan = (where: string, order: string) =>
      connection
        .all<{ detail: string }>(
          `EXPLAIN QUERY PLAN SELECT sequence, event FROM audit_events
           WHERE tenant_id = 'a' ${where} ORDER BY sequence ${order} LIMIT 50`,
        )
        .map(({ detail }) => detail)
        .join();
    for (const order of ['ASC', 'DESC']) {
      expect(plan('AND sequence > 5', order)).toMatch(/USING INTEGER PRIMARY KEY/);
      for (const where of ['', "AND event ->> '$.user_id' = 'u'", "AND event ->> '$.at' >= 'x'"])
        expect(plan(where, order)).toBe('SCAN audit_events');
    }
    expect(
      connection
        .all<{ detail: string }>(
          'EXPLAIN QUERY PLAN SELECT sequence FROM audit_events ORDER BY sequence DESC LIMIT 1',
        )
        .map(({ detail }) => detail),
    ).toEqual(['SCAN audit_events']);
  });
});

/** The owner of the file can take the triggers out; what he does then is found. */
describe('what is changed behind the back of the log', () => {
  const DAMAGE: readonly (readonly [name: string, sql: string, sequence: number, fault: string])[] = [
    ['the tenant', "SET tenant_id = 'globex' WHERE sequence = 3", 3, 'missing'],
    ['the tenant of the last one', "SET tenant_id = 'globex' WHERE sequence = 5", 5, 'cut'],
    ['the hash', "SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE sequence = 3", 3, 'altered'],
    ['the last hash', `SET hash = '${'0'.repeat(64)}' WHERE sequence = 5`, 5, 'altered'],
    ['a letter of the event', "SET event = replace(event, 'm-1', 'm-2') WHERE sequence = 3", 3, 'altered'],
    ['a blank in the event', "SET event = replace(event, ',', ', ') WHERE sequence = 3", 3, 'unreadable'],
    ['the event to no JSON', "SET event = '{' WHERE sequence = 3", 3, 'unreadable'],
    [
      'a field more in the event',
      "SET event = json_insert(event, '$.x', 1) WHERE sequence = 3",
      3,
      'unreadable',
    ],
    ['another user', 'SET event = replace(event, \'"ann"\', \'"ben"\') WHERE sequence = 3', 3, 'altered'],
    ['the number', 'SET sequence = 9 WHERE sequence = 3', 3, 'missing'],
    ['all numbers', 'SET sequence = sequence + 10', 1, 'missing'],
  ];

  it.each(DAMAGE)('is found and named: %s', async (_name, sql, sequence, fault) => {
    const connection = broken(`UPDATE audit_events ${sql}`);
    expect(await verify(connection)).toMatchObject({ events: sequence - 1, broken: { sequence, fault } });
  });

  it.each([
    ['one in the middle', 'DELETE FROM audit_events WHERE sequence = 3', 3, 'missing'],
    ['the first', 'DELETE FROM audit_events WHERE sequence = 1', 1, 'missing'],
    ['all but the last', 'DELETE FROM audit_events WHERE sequence < 5', 1, 'missing'],
  ])('is found and named: deleted %s', async (_name, sql, sequence, fault) => {
    expect((await verify(broken(sql))).broken).toEqual({ sequence, fault });
  });

  it('is found and named: two events that were swapped', async () => {
    const connection = broken(
      `UPDATE audit_events SET sequence = -1 WHERE sequence = 3;
       UPDATE audit_events SET sequence = 3 WHERE sequence = 4;
       UPDATE audit_events SET sequence = 4 WHERE sequence = -1`,
    );
    expect((await verify(connection)).broken).toEqual({ sequence: 3, fault: 'altered' });
  });

  it('is found with a head noted before: an end that was cut off, also where others were written since', async () => {
    const connection = newTable();
    append(
      connection,
      Array.from({ length: 5 }, () => auditEvent()),
    );
    const head = auditHead(connection, TENANT) as AuditHead;
    expect((await verify(connection, [head])).broken).toBeNull();
    connection.execute(`${NO_TRIGGERS} DELETE FROM audit_events WHERE sequence > 3`);
    expect((await verify(connection)).broken).toBeNull();
    expect((await verify(connection, [head])).broken).toEqual({ sequence: 4, fault: 'cut' });
    append(connection, [auditEvent(), auditEvent(), auditEvent()]);
    expect((await verify(connection)).broken).toBeNull();
    expect((await verify(connection, [head])).broken).toEqual({ sequence: 5, fault: 'remade' });
    const foreign = { ...head, tenant_id: 'globex' };
    expect(await verify(connection, [foreign])).toMatchObject({ broken: null, heads_compared: 0 });
  });

  it('is shown as damaged in a list, with the others around it, whatever is asked for', () => {
    const connection = broken("UPDATE audit_events SET event = 'x' WHERE sequence = 3");
    const events = auditEvents(connection, TENANT, { limit: 9 });
    expect(events.map(({ event }) => event === null)).toEqual([false, false, true, false, false]);
    const others = auditEvents(connection, TENANT, { limit: 9, user_id: 'nobody', since: '2999' });
    expect(others.map(({ sequence }) => sequence)).toEqual([3]);
  });
});

describe('one flipped byte in the file', () => {
  // All on one page, so that none of them was ever moved and left a copy behind.
  const EVENTS = 6;
  const NAMED = 4;
  const path = newPath();
  const store = newTable(path);
  append(
    store,
    Array.from({ length: EVENTS }, () => auditEvent({ client: 'client 1.0' })),
  );
  const [row] = auditEvents(store, TENANT, { after: NAMED - 1, limit: 1 });
  store.close();
  const whole = readFileSync(path);
  const hashAt = whole.indexOf(Buffer.from(row?.hash ?? ''));
  const end = hashAt + 64;
  const callAt = whole.indexOf(Buffer.from(row?.event?.call_id ?? ''));
  // The record begins with the name of the tenant; the event comes next.
  const start = whole.lastIndexOf(Buffer.from(`${TENANT}{`), callAt);

  it('is in the record that is meant', () => {
    expect(end - start).toBeGreaterThan(300);
    expect(end - start).toBeLessThan(700);
  });

  it.each([
    ['the lowest bit', 0x01],
    ['the bit of case', 0x20],
    ['the highest bit', 0x80],
  ])('anywhere in an event is found, and the event named: %s', async (_name, bit) => {
    const unnamed: string[] = [];
    for (let at = start; at < end; at++) {
      const found = await verifyFlipped(at, bit);
      if (found?.sequence !== NAMED) unnamed.push(`${at - start}: ${JSON.stringify(found)}`);
    }
    expect(unnamed).toEqual([]);
  });

  it('in the header of its record is found, there or at the damage it does', async () => {
    const unnamed: string[] = [];
    for (let at = start - 14; at < start; at++) {
      for (const bit of [0x01, 0x02, 0x10, 0x80]) {
        const found = await verifyFlipped(at, bit);
        if (found === null || found.sequence > NAMED + 1)
          unnamed.push(`${at - start} ^ ${bit}: ${JSON.stringify(found)}`);
      }
    }
    expect(unnamed).toEqual([]);
  });

  async function verifyFlipped(at: number, bit: number) {
    const flipped = join(folder.path, 'flipped.db');
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ bit;
    writeFileSync(flipped, bytes);
    const connection = new Connection(new Database(flipped), flipped);
    try {
      return (await verify(connection)).broken;
    } finally {
      connection.close();
    }
  }
});

describe('a damaged page of the file', () => {
  it('is an answer that names the first event it holds', async () => {
    const path = newPath();
    const store = newTable(path);
    append(
      store,
      Array.from({ length: 200 }, () => auditEvent()),
    );
    const fifty = auditEvents(store, TENANT, { after: 49, limit: 1 })[0]?.event?.call_id ?? '';
    store.close();
    const damaged = newPath();
    const bytes = readFileSync(path);
    const page = Math.floor(bytes.indexOf(Buffer.from(fifty)) / 4096);
    bytes.fill(0xff, page * 4096, page * 4096 + 16);
    writeFileSync(damaged, bytes);
    const connection = new Connection(new Database(damaged), damaged);
    const { broken, events } = await verify(connection);
    expect(broken).toEqual({ sequence: events + 1, fault: 'damaged' });
    expect(events).toBeGreaterThan(0);
    expect(events).toBeLessThan(50);
    connection.close();
  });
});

const NO_TRIGGERS = ['append', 'update', 'delete']
  .map((name) => `DROP TRIGGER IF EXISTS audit_events_${name};`)
  .join('');

/** A log of five events that somebody changed. */
function broken(sql: string): Connection {
  const connection = newTable();
  append(
    connection,
    Array.from({ length: 5 }, () => auditEvent()),
  );
  connection.execute(`${NO_TRIGGERS} ${sql}`);
  return connection;
}

function insertSql(how: string, sequence: number | null): string {
  return `${how} INTO audit_events (sequence, tenant_id, event, hash)
    VALUES (${sequence}, '${TENANT}', '{}', 'x')`;
}
