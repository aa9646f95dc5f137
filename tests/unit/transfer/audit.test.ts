import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditChains, auditLog } from '../../../backends/reference/audit.js';
import type { AuditLog } from '../../../src/contracts/audit-log.js';
import type { AuditEvent, AuditHead, ChainedAuditEvent } from '../../../src/domain/audit.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { exportAuditLog } from '../../../src/transfer/audit/export-log.js';
import { auditHeads, headsText, readHeads } from '../../../src/transfer/audit/heads-file.js';
import { verifyAuditFile } from '../../../src/transfer/audit/verify-file.js';
import { verifyAuditLog } from '../../../src/transfer/audit/verify-log.js';
import { writeFileWhole } from '../../../src/transfer/files/write-file.js';
import { anyEvent, auditEvent, chainOf } from '../../support/audit-events.js';
import { testFolder } from '../../support/test-folder.js';

const FOLDER = testFolder('audit');
const TENANT = 'acme';
const NOW = '2026-11-22T12:00:00.000Z';
const NEVER = new AbortController().signal;
let files = 0;

function newPath(ending = 'jsonl'): string {
  files++;
  return join(FOLDER, `audit-${files}.${ending}`);
}

/** A log of the reference backend. */
async function logOf(events: readonly AuditEvent[]): Promise<AuditLog> {
  const chains: AuditChains = new Map();
  const log = auditLog(() => chains, TENANT);
  await log.append(events);
  return log;
}

async function exported(log: AuditLog, path = newPath(), tenant_id: string | null = TENANT) {
  const written = await exportAuditLog(log, tenant_id);
  await writeFileWhole(path, written.chunks, { force: true, signal: NEVER });
  return { path, report: written.report() };
}

const some = (count: number) => Array.from({ length: count }, () => auditEvent());
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof MemoryGraphError ? thrown.code : String(thrown)),
  );

describe('exporting an audit log', () => {
  it('writes what can be checked without the store, whatever events hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent(), { maxLength: 8 }), async (events) => {
        // A NUL in a file is refused wherever it stands; the audit lets none into an event.
        fc.pre(!JSON.stringify(events).includes('\\u0000'));
        const log = await logOf(events);
        const { path, report } = await exported(log, newPath());
        expect(report).toMatchObject({ tenant_id: TENANT, events: events.length, broken: null });
        const head = await log.head();
        expect(await verifyAuditFile(path, head === null ? [] : [head])).toEqual({
          ...report,
          heads_compared: head === null ? 0 : 1,
        });
      }),
      { numRuns: 30 },
    );
  });

  it('is one line an event, with whose it is before and where it stands behind', async () => {
    const events = some(3);
    const chain = chainOf(events);
    const { path } = await exported(await logOf(events));
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      format: 'memorygraph-audit',
      version: 1,
      tenant_id: TENANT,
    });
    expect(lines.slice(1, 4).map((line) => JSON.parse(line))).toEqual(chain);
    const last = { tenant_id: TENANT, sequence: 3, hash: chain[2]?.hash };
    expect(JSON.parse(lines[4] ?? '')).toEqual({ head: last });
    expect(lines.slice(5)).toEqual(['']);
  });

  it('goes through many pages, and ends where the log ended when it began', async () => {
    const log = await logOf(some(2_500));
    const seen: number[] = [];
    const written = await exportAuditLog(log, TENANT, { onProgress: (done) => seen.push(done) });
    await log.append(some(10));
    const path = newPath('jsonl.gz');
    await writeFileWhole(path, written.chunks, { force: false, signal: NEVER });
    expect(seen).toEqual([1_000, 2_000, 2_500]);
    expect(await verifyAuditFile(path, [])).toMatchObject({ events: 2_500, broken: null });
    expect(await verifyAuditLog(log, TENANT, [])).toMatchObject({ events: 2_510, broken: null });
    expect(gunzipSync(readFileSync(path)).toString().split('\n')).toHaveLength(2_503);
  });

  it('tells of a log with a fault, and writes what is there all the same', async () => {
    const chain = chainOf(some(5));
    const damaged = chain.with(2, { ...(chain[2] as ChainedAuditEvent), event: null });
    const { path, report } = await exported(fixedLog(damaged));
    expect(report.broken).toEqual({ sequence: 3, fault: 'unreadable' });
    expect((await verifyAuditFile(path, [])).broken).toEqual({ sequence: 3, fault: 'unreadable' });
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(8);
  });

  it('stops when it is called off', async () => {
    const stop = new AbortController();
    const written = await exportAuditLog(await logOf(some(1_500)), TENANT, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    const path = newPath();
    const options = { force: false, signal: stop.signal };
    expect(await codeOf(writeFileWhole(path, written.chunks, options))).toBe('cancelled');
    expect(() => readFileSync(path)).toThrow(/ENOENT/);
  });
});

describe('verifying an exported audit log', () => {
  it('finds a flipped bit in any byte, and names the event', async () => {
    const { path } = await exported(await logOf(some(2)));
    const whole = readFileSync(path);
    const flipped = newPath();
    const unfound: string[] = [];
    let line = 0;
    for (let at = 0; at < whole.length; at++) {
      const bit = [0x01, 0x20, 0x80][at % 3] ?? 0;
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ bit;
      writeFileSync(flipped, bytes);
      const found = await verifyAuditFile(flipped, []).then(
        ({ broken }) => String(broken?.sequence),
        (thrown) => (thrown instanceof MemoryGraphError ? thrown.code : String(thrown)),
      );
      // The first line and the last one are no events: the file as a whole is wrong, or what it says of the last.
      const said = { 0: ['invalid_file'], 3: ['2', '3', 'invalid_file'] }[line] ?? [String(line)];
      if (!said.includes(found)) unfound.push(`${at} ^ ${bit} in line ${line}: ${found}`);
      if (whole[at] === 0x0a) line++;
    }
    expect(line).toBe(4);
    expect(unfound).toEqual([]);
  });

  it('finds a file that was cut off, after any of its lines', async () => {
    const { path } = await exported(await logOf(some(4)));
    const lines = readFileSync(path, 'utf8').split('\n');
    for (let kept = 1; kept <= 5; kept++) {
      const cut = newPath();
      writeFileSync(cut, `${lines.slice(0, kept).join('\n')}\n`);
      expect((await verifyAuditFile(cut, [])).broken).toEqual({ sequence: kept, fault: 'cut' });
    }
  });

  it('finds lines taken out, swapped, put in, and put behind the end', async () => {
    const { path } = await exported(await logOf(some(4)));
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const [first = '', one = '', two = '', three = '', four = '', end = ''] = lines;
    const faultOf = async (...changed: string[]) => {
      const file = newPath();
      writeFileSync(file, `${changed.join('\n')}\n`);
      return (await verifyAuditFile(file, [])).broken;
    };
    expect(await faultOf(...lines)).toBeNull();
    expect(await faultOf(first, one, three, four, end)).toEqual({ sequence: 2, fault: 'missing' });
    expect(await faultOf(first, one, three, two, four, end)).toEqual({ sequence: 2, fault: 'missing' });
    expect(await faultOf(first, one, one, two, three, four, end)).toEqual({ sequence: 2, fault: 'missing' });
    expect(await faultOf(first, one, two, three, end)).toEqual({ sequence: 4, fault: 'cut' });
    expect(await faultOf(...lines, four)).toEqual({ sequence: 5, fault: 'unreadable' });
    expect(await faultOf(first, one, '', two, three, four, end)).toEqual({
      sequence: 2,
      fault: 'unreadable',
    });
    const noHead = '{"head":null}';
    expect(await faultOf(first, one, noHead)).toEqual({ sequence: 1, fault: 'remade' });
    expect(await faultOf(first, noHead)).toBeNull();
    const otherTenant = faultOf(first.replace('acme', 'globex'), one, two, three, four, end);
    await expect(otherTenant).rejects.toThrow(/different audit logs/);
  });

  it('finds with heads that it was made anew', async () => {
    const events = some(4);
    const heads = [await (await logOf(events)).head()] as AuditHead[];
    const { path } = await exported(await logOf([...events.with(1, auditEvent()), auditEvent()]));
    expect((await verifyAuditFile(path, [])).broken).toBeNull();
    expect(await verifyAuditFile(path, heads)).toMatchObject({
      heads_compared: 1,
      broken: { sequence: 4, fault: 'remade' },
    });
  });

  it.each([
    ['an empty file', '', 'invalid_file'],
    ['another kind of file', '{"format":"memorygraph-backup","version":2}\n', 'invalid_file'],
    ['a newer version', '{"format":"memorygraph-audit","version":2,"tenant_id":"a"}\n', 'invalid_file'],
    ['no tenant', '{"format":"memorygraph-audit","version":1}\n', 'invalid_file'],
    ['a damaged archive', gzipSync('x').subarray(0, 12), 'invalid_file'],
  ])('refuses %s', async (_name, bytes, code) => {
    const path = newPath();
    writeFileSync(path, bytes);
    expect(await codeOf(verifyAuditFile(path, []))).toBe(code);
  });

  it('refuses a file that is not there', async () => {
    expect(await codeOf(verifyAuditFile(newPath(), []))).toBe('not_found');
  });
});

describe('verifying the log of a store', () => {
  it('does not look at what is written while it looks', async () => {
    const log = await logOf(some(3));
    const growing: AuditLog = {
      ...log,
      events: async (query) => {
        const page = await log.events(query);
        await log.append([auditEvent()]);
        return page;
      },
    };
    expect(await verifyAuditLog(growing, TENANT, [])).toMatchObject({ events: 3, broken: null });
  });

  it('names the event from which on the store cannot read', async () => {
    const chain = chainOf(some(30));
    const log = fixedLog(chain);
    const failing: AuditLog = {
      ...log,
      events: async (query) => {
        const page = await log.events(query);
        if (page.some(({ sequence }) => sequence === 13))
          throw new MemoryGraphError('storage_corrupt', 'Damaged.');
        return page;
      },
    };
    expect(await verifyAuditLog(failing, TENANT, [])).toMatchObject({
      events: 12,
      broken: { sequence: 13, fault: 'damaged' },
    });
  });

  it('answers that a log is gone whose file is, and fails where it cannot know', async () => {
    const failing = (code: 'storage_missing' | 'busy'): AuditLog => ({
      ...fixedLog([]),
      head: async () => {
        throw new MemoryGraphError(code, 'No.');
      },
    });
    expect((await verifyAuditLog(failing('storage_missing'), TENANT, [])).broken).toEqual({
      sequence: 1,
      fault: 'damaged',
    });
    expect(await codeOf(verifyAuditLog(failing('busy'), TENANT, []))).toBe('busy');
  });

  it('finds no fault in an empty log, unless it was none before', async () => {
    const log = await logOf([]);
    expect(await verifyAuditLog(log, TENANT, [])).toMatchObject({ events: 0, head: null, broken: null });
    const head = { tenant_id: TENANT, sequence: 2, hash: 'a'.repeat(64) };
    expect((await verifyAuditLog(log, TENANT, [head])).broken).toEqual({ sequence: 1, fault: 'cut' });
  });
});

describe('heads', () => {
  const heads: AuditHead[] = [
    { tenant_id: null, sequence: 7, hash: 'a'.repeat(64) },
    { tenant_id: 'acme', sequence: 1, hash: 'b'.repeat(64) },
  ];

  it('come back from their file, and from the JSON of the command', async () => {
    for (const some of [heads, []]) {
      const path = newPath('json');
      const given = auditHeads(some, NOW);
      await writeFileWhole(path, headsText(given), { force: false, signal: NEVER });
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(given);
      expect(await readHeads(path)).toEqual(some);
      writeFileSync(path, JSON.stringify(given, null, 2));
      expect(await readHeads(path)).toEqual(some);
    }
  });

  it.each([
    ['no JSON', '{', /no file of heads/],
    ['another file', '{"format":"memorygraph-audit","version":1}', /no file of heads/],
    ['a newer version', '{"format":"memorygraph-audit-heads","version":2}', /newer memorygraph/],
    ['a number that is none', text({ ...heads[0], sequence: '7' }), /damaged/],
    ['a hash that is none', text({ ...heads[0], hash: 'A'.repeat(64) }), /damaged/],
    ['a tenant that is none', text({ ...heads[0], tenant_id: '../x' }), /damaged/],
    ['a field more', text({ ...heads[0], more: 1 }), /damaged/],
  ])('are refused as %s', async (_name, content, says) => {
    const path = newPath('json');
    writeFileSync(path, content);
    await expect(readHeads(path)).rejects.toThrow(says);
    expect(await codeOf(readHeads(path))).toBe('invalid_file');
  });

  function text(head: object): string {
    return JSON.stringify({ ...auditHeads([], NOW), heads: [head] });
  }
});

/** A log that holds just these, as a damaged store hands them out. */
function fixedLog(chain: readonly ChainedAuditEvent[]): AuditLog {
  const last = chain.at(-1);
  return {
    append: async () => {
      throw new Error('fixed');
    },
    events: async ({ after = 0, limit }) => chain.filter(({ sequence }) => sequence > after).slice(0, limit),
    head: async () =>
      last === undefined ? null : { tenant_id: TENANT, sequence: last.sequence, hash: last.hash },
  };
}
