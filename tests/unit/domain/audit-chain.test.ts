import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AUDIT_ROOT, type AuditEvent, type ChainedAuditEvent } from '../../../src/domain/audit.js';
import {
  auditHash,
  CHAIN_START,
  type ChainBreak,
  type ChainPlace,
  verifyChain,
  verifyEnd,
} from '../../../src/domain/audit-chain.js';
import { canonicalEvent, isAuditEvent, readEvent } from '../../../src/domain/audit-event.js';
import { canonicalJson } from '../../../src/domain/canonical-json.js';
import { anyEvent, auditEvent, chainOf } from '../../support/audit-events.js';

/** The first fault of a whole chain. */
function faultOf(chain: readonly ChainedAuditEvent[], heads: readonly ChainPlace[] = []): ChainBreak | null {
  const { place, broken } = verifyChain(chain, CHAIN_START, heads);
  return broken ?? verifyEnd(place, heads);
}

const chains = () => fc.array(anyEvent(), { minLength: 1, maxLength: 12 }).map(chainOf);
const chainsWithPlace = () =>
  chains().chain((chain) => fc.record({ chain: fc.constant(chain), at: fc.nat(chain.length - 1) }));
const last = (chain: readonly ChainedAuditEvent[]) => chain.at(-1) as ChainedAuditEvent;

describe('the text of an event', () => {
  it('is canonical JSON, and reads back as the event', () => {
    fc.assert(
      fc.property(anyEvent(), (event) => {
        expect(canonicalEvent(event)).toBe(canonicalJson(event));
        expect(readEvent(canonicalEvent(event))).toEqual(event);
      }),
    );
  });

  it('is the same whatever order the fields were given in', () => {
    const event = auditEvent();
    const reversed = Object.fromEntries(Object.entries(event).reverse()) as unknown as AuditEvent;
    expect(canonicalEvent(reversed)).toBe(canonicalEvent(event));
  });

  it.each([
    ['other JSON of the same event', JSON.stringify(auditEvent())],
    ['blanks', canonicalEvent(auditEvent()).replace(',', ', ')],
    ['no JSON', '{"at":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['a number', '7'],
  ])('is refused as %s', (_name, stored) => {
    expect(readEvent(stored)).toBeNull();
  });

  it.each([
    ['a field more', { content: 'what a memory says' }],
    ['a field of another type', { user_id: 7 }],
    ['a field left out', { code: undefined }],
    ['an outcome that is none', { outcome: 'fine' }],
    ['a negative duration', { duration_ms: -1 }],
    ['a duration that is no number', { duration_ms: Number.NaN }],
    ['a duration that never ended', { duration_ms: Number.POSITIVE_INFINITY }],
    ['a duration as text', { duration_ms: '1' }],
    ['corrects false', { corrects: false }],
    ['a lone surrogate', { client: '\ud800' }],
    ['too many resources', { resources: Array.from({ length: 101 }, (_, at) => `m-${at}`) }],
  ])('is no event with %s', (_name, fields) => {
    expect(isAuditEvent(auditEvent())).toBe(true);
    expect(isAuditEvent({ ...auditEvent(), ...fields })).toBe(false);
  });
});

describe('an event at its limits', () => {
  it('is one still', () => {
    const resources = Array.from({ length: 100 }, (_, at) => `m-${at}`);
    expect(isAuditEvent(auditEvent({ resources, duration_ms: 0 }))).toBe(true);
  });
});

describe('auditHash', () => {
  it('is the SHA-256 of a JSON list of the former hash, the sequence and the event', () => {
    fc.assert(
      fc.property(anyEvent(), fc.integer({ min: 1 }), (event, sequence) => {
        const text = canonicalJson([AUDIT_ROOT, sequence, event]);
        const expected = createHash('sha256').update(text, 'utf8').digest('hex');
        expect(auditHash(AUDIT_ROOT, sequence, event)).toBe(expected);
      }),
    );
  });

  it('is the same today as when the first event was written', () => {
    const event = auditEvent({ call_id: 'c', at: '2026-11-22T12:00:00.000Z' });
    expect(auditHash(AUDIT_ROOT, 1, event)).toBe(
      '52b3c69cbf5299248f4080c103b2057be04e3f03c92b73abf1b457434b54aff6',
    );
  });
});

describe('verifyChain', () => {
  it('finds no fault in a chain, in whatever pages it is read', () => {
    fc.assert(
      fc.property(chains(), fc.integer({ min: 1, max: 5 }), (chain, size) => {
        let place: ChainPlace = CHAIN_START;
        for (let start = 0; start < chain.length; start += size) {
          const check = verifyChain(chain.slice(start, start + size), place);
          expect(check.broken).toBeNull();
          place = check.place;
        }
        expect(place).toEqual({ sequence: chain.length, hash: last(chain).hash });
        expect(faultOf(chain, chain)).toBeNull();
      }),
    );
  });

  it('names the event whose text is another', () => {
    fc.assert(
      fc.property(chainsWithPlace(), anyEvent(), ({ chain, at }, other) => {
        const [one] = chain.slice(at);
        fc.pre(one?.event != null && canonicalEvent(one.event) !== canonicalEvent(other));
        const changed = chain.with(at, { ...(one as ChainedAuditEvent), event: other });
        expect(faultOf(changed)).toEqual({ sequence: at + 1, fault: 'altered' });
      }),
    );
  });

  it('names the event for every single field that is changed', () => {
    const chain = chainOf([auditEvent(), auditEvent(), auditEvent()]);
    const changes: Partial<AuditEvent>[] = [
      { call_id: 'x' },
      { at: '2026-01-01T00:00:00.000Z' },
      { user_id: null },
      { issuer: 'local' },
      { client: null },
      { operation: 'delete_memory' },
      { resources: [] },
      { outcome: 'denied' },
      { code: 'forbidden' },
      { duration_ms: 1.251 },
      { corrects: true },
    ];
    for (const change of changes) {
      const event = { ...(chain[1]?.event as AuditEvent), ...change };
      const changed = chain.with(1, { ...(chain[1] as ChainedAuditEvent), event });
      expect(faultOf(changed)).toEqual({ sequence: 2, fault: 'altered' });
    }
  });

  it('names the event whose hash is another', () => {
    fc.assert(
      fc.property(chainsWithPlace(), fc.nat(63), ({ chain, at }, digit) => {
        const one = chain[at] as ChainedAuditEvent;
        const hash = `${one.hash.slice(0, digit)}${one.hash[digit] === '0' ? '1' : '0'}${one.hash.slice(digit + 1)}`;
        expect(faultOf(chain.with(at, { ...one, hash }))).toEqual({ sequence: at + 1, fault: 'altered' });
      }),
    );
  });

  it('names an event that is missing, and one that is there twice', () => {
    fc.assert(
      fc.property(chainsWithPlace(), ({ chain, at }) => {
        const fault = at === chain.length - 1 ? 'cut' : 'missing';
        expect(faultOf(chain.toSpliced(at, 1), [last(chain)])).toEqual({ sequence: at + 1, fault });
        const twice = chain.toSpliced(at, 0, chain[at] as ChainedAuditEvent);
        expect(faultOf(twice)).toEqual({ sequence: at + 2, fault: 'missing' });
      }),
    );
  });

  it('names the first of two events that were swapped, with or without their numbers', () => {
    const chain = chainOf([auditEvent(), auditEvent(), auditEvent(), auditEvent()]);
    const [, second, third] = chain as [ChainedAuditEvent, ChainedAuditEvent, ChainedAuditEvent];
    expect(faultOf(chain.with(1, third).with(2, second))).toEqual({ sequence: 2, fault: 'missing' });
    const renumbered = chain.with(1, { ...third, sequence: 2 }).with(2, { ...second, sequence: 3 });
    expect(faultOf(renumbered)).toEqual({ sequence: 2, fault: 'altered' });
  });

  it('names an event that cannot be read', () => {
    const chain = chainOf([auditEvent(), auditEvent()]);
    const damaged = chain.with(0, { ...(chain[0] as ChainedAuditEvent), event: null });
    expect(faultOf(damaged)).toEqual({ sequence: 1, fault: 'unreadable' });
  });

  it('finds with a head that the end was cut off, and where', () => {
    fc.assert(
      fc.property(chainsWithPlace(), ({ chain, at }) => {
        expect(faultOf(chain.slice(0, at))).toBeNull();
        expect(faultOf(chain.slice(0, at), [last(chain)])).toEqual({ sequence: at + 1, fault: 'cut' });
      }),
    );
  });

  it('finds with a head that the chain was made anew, and goes on being found when it grew since', () => {
    fc.assert(
      fc.property(chainsWithPlace(), anyEvent(), ({ chain, at }, other) => {
        const events = chain.map(({ event }) => event as AuditEvent);
        fc.pre(canonicalEvent(events[at] as AuditEvent) !== canonicalEvent(other));
        const remade = chainOf([...events.with(at, other), auditEvent()]);
        expect(faultOf(remade)).toBeNull();
        const head = last(chain);
        expect(faultOf(remade, [head])).toEqual({ sequence: chain.length, fault: 'remade' });
        expect(faultOf(remade, [...chain].reverse())).toEqual({ sequence: at + 1, fault: 'remade' });
      }),
    );
  });
});
