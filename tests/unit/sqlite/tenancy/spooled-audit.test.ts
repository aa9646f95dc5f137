import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { spoolFolder } from '../../../../backends/sqlite/tenancy/left-spools.js';
import { readSpool, SPOOL_END, spoolLine } from '../../../../backends/sqlite/tenancy/spool-lines.js';
import type { MultiTenantBackend } from '../../../../src/contracts/tenancy.js';
import type { AuditEvent } from '../../../../src/domain/audit.js';
import { canonicalEvent } from '../../../../src/domain/audit-event.js';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import { verifyAuditLog } from '../../../../src/transfer/audit/verify-log.js';
import { auditEvent } from '../../../support/audit-events.js';
import { type TemporaryTenants, temporaryTenants } from './fixtures.js';

const SCOPE = operatorScope('ann', 'acme');
const HOURS_MS = 7_200_000;

let store: TemporaryTenants | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await store?.remove();
  store = undefined;
});

async function opened(): Promise<{ backend: MultiTenantBackend; folder: string; made: TemporaryTenants }> {
  const made = await temporaryTenants(['acme']);
  store = made;
  return { backend: made.backend, folder: spoolFolder(made.fileOf('acme')), made };
}

function add(backend: MultiTenantBackend, event: AuditEvent = auditEvent()): Promise<void> {
  return backend.audit(SCOPE).append([event]);
}

/** Calls in the chain, in order; the chain must be whole. */
async function noted(backend: MultiTenantBackend): Promise<(string | undefined)[]> {
  expect((await verifyAuditLog(backend.audit(SCOPE), 'acme', [])).broken).toBeNull();
  return (await backend.audit(SCOPE).events({ limit: 10_000 })).map(({ event }) => event?.call_id);
}

function some(count: number): AuditEvent[] {
  return Array.from({ length: count }, () => auditEvent());
}

const idsOf = (events: readonly AuditEvent[]) => events.map(({ call_id }) => call_id);

describe('events that wait in a file', () => {
  it('go into the chain once, in order, before anybody reads it', async () => {
    const { backend, folder } = await opened();
    const events = some(7);
    for (const event of events) await add(backend, event);
    const [name = ''] = readdirSync(folder);
    // The first one goes into the chain at once: it could not be taken in otherwise.
    expect(readSpool(readFileSync(join(folder, name), 'utf8')).map(({ number }) => number)).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    expect(await noted(backend)).toEqual(idsOf(events));
    expect(await noted(backend)).toEqual(idsOf(events));
    const more = some(3);
    for (const event of more) await add(backend, event);
    expect(await noted(backend)).toEqual(idsOf([...events, ...more]));
  });

  it('are taken in within a second, and when they are many', async () => {
    const { backend, made } = await opened();
    const events = some(600);
    for (const event of events) await add(backend, event);
    await new Promise((done) => setTimeout(done, 1_300));
    const reader = await made.open();
    // Nothing is left to take: the chain alone has them.
    rmSync(spoolFolder(made.fileOf('acme')), { recursive: true });
    expect(await noted(reader)).toEqual(idsOf(events));
    await reader.close();
  });

  it('are seen by every process at once, and by none twice', async () => {
    const { backend, made, folder } = await opened();
    const other = await made.open();
    const events = some(120);
    for (const [at, event] of events.entries()) {
      await add(at % 3 === 0 ? backend : other, event);
      if (at % 25 === 24)
        expect((await noted(at % 2 === 0 ? backend : other)).sort()).toEqual(idsOf(events.slice(0, at + 1)));
    }
    await other.close();
    expect((await noted(backend)).sort()).toEqual(idsOf(events));
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('outlive a process that ends without a word', async () => {
    const { backend, made } = await opened();
    const events = some(5);
    for (const event of events) await add(backend, event);
    // `backend` is not asked again before the other one has read.
    const next = await made.open();
    expect(await noted(next)).toEqual(idsOf(events));
    await next.close();
    expect(await noted(backend)).toEqual(idsOf(events));
  });

  it('leave no file once their process has closed', async () => {
    const { backend, made, folder } = await opened();
    for (const event of some(5)) await add(backend, event);
    expect(existsSync(folder)).toBe(true);
    await backend.close();
    expect(existsSync(folder)).toBe(false);
    const again = await made.open();
    expect(await noted(again)).toHaveLength(5);
    await again.close();
  });

  it('stand in a file that may be removed as a left one, and are written anew where it was in use', async () => {
    const { backend, made, folder } = await opened();
    const events = some(4);
    for (const event of events) await add(backend, event);
    expect(await noted(backend)).toHaveLength(4);
    const [name = ''] = readdirSync(folder);
    const old = new Date(Date.now() - HOURS_MS);
    utimesSync(join(folder, name), old, old);
    const other = await made.open();
    expect(await noted(other)).toHaveLength(4);
    expect(existsSync(folder)).toBe(false);
    const now = performance.now() + HOURS_MS;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const late = auditEvent();
    await add(backend, late);
    expect(await noted(other)).toEqual(idsOf([...events, late]));
    expect(await noted(backend)).toEqual(idsOf([...events, late]));
    await other.close();
  });

  it('are taken from a left file, though a line in it cannot be read', async () => {
    const { backend, made, folder } = await opened();
    const events = some(3);
    for (const event of events) await add(backend, event);
    const [name = ''] = readdirSync(folder);
    // As a process of before would have left it: a line that nobody can read behind those that can be read.
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    writeFileSync(join(folder, 'left'), text.replace(SPOOL_END, `12345 9 {"at":"x"}\n${SPOOL_END}`));
    rmSync(path);
    const other = await made.open();
    expect(await noted(other)).toEqual(idsOf(events));
    await other.close();
  });
});

describe('a line of a spool', () => {
  const lines = some(3).map((event, at) => ({ number: at + 1, text: canonicalEvent(event) }));
  const text = lines.map(spoolLine).join('') + SPOOL_END;

  it('is read as it was written, up to the mark', () => {
    expect(readSpool(text)).toEqual(lines);
    expect(readSpool(text + lines.map(spoolLine).join(''))).toEqual(lines);
    expect(readSpool('')).toEqual([]);
  });

  it('is passed over where any of it is not as it was written, and no other', () => {
    const second = spoolLine(lines[1] ?? { number: 0, text: '' });
    const start = text.indexOf(second);
    for (let at = start; at < start + second.length - 1; at++)
      for (const bit of [1, 2, 4, 32]) {
        const bytes = Buffer.from(text);
        bytes[at] = (bytes[at] ?? 0) ^ bit;
        const numbers = readSpool(bytes.toString('utf8')).map(({ number }) => number);
        expect(numbers).not.toContain(2);
        expect(numbers).toContain(1);
      }
  });

  it('is passed over where only a part of it is there', () => {
    for (let length = 0; length < text.length - 1; length++)
      expect(readSpool(text.slice(0, length)).length).toBeLessThanOrEqual(length === text.length - 2 ? 3 : 2);
  });
});
