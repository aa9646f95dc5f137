import fc from 'fast-check';
import type { AuditEvent, ChainedAuditEvent } from '../../src/domain/audit.js';
import { CHAIN_START, chained } from '../../src/domain/audit-chain.js';
import { AUDIT_OUTCOMES } from '../../src/domain/audit-event.js';

let made = 0;

/** An event that differs from every other by its call. */
export function auditEvent(fields: Partial<AuditEvent> = {}): AuditEvent {
  made++;
  return {
    call_id: `0198a1b2-c3d4-7e5f-8a9b-${String(made).padStart(12, '0')}`,
    at: new Date(Date.UTC(2026, 10, 22) + made).toISOString(),
    user_id: 'ann',
    issuer: 'https://id.example.org',
    client: 'claude-code 2.1.0',
    operation: 'get_memory',
    resources: ['m-1'],
    outcome: 'ok',
    code: null,
    duration_ms: 1.25,
    ...fields,
  };
}

/** These events as a chain from its beginning. */
export function chainOf(events: readonly AuditEvent[]): ChainedAuditEvent[] {
  const chain: ChainedAuditEvent[] = [];
  for (const event of events) chain.push(chained(chain.at(-1) ?? CHAIN_START, event));
  return chain;
}

/** Any well-formed text, the hostile kinds included: quotes, line ends, escapes, letters of every plane. */
const text = () => fc.string({ unit: 'binary', maxLength: 20 }).map((each) => each.toWellFormed());
const textOrNull = () => fc.option(text());

/** Any event that could be stored. */
export function anyEvent(): fc.Arbitrary<AuditEvent> {
  return fc
    .record({
      call_id: text(),
      at: fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
        .map((at) => at.toISOString()),
      user_id: textOrNull(),
      issuer: textOrNull(),
      client: textOrNull(),
      operation: text(),
      resources: fc.array(text(), { maxLength: 5 }),
      outcome: fc.constantFrom(...AUDIT_OUTCOMES),
      code: textOrNull(),
      duration_ms: fc.integer({ min: 0, max: 10_000_000 }).map((us) => us / 1000),
      corrects: fc.boolean(),
    })
    .map(({ corrects, ...event }) => (corrects ? { ...event, corrects } : event));
}
