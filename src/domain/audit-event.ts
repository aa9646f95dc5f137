import { AUDIT_RESOURCES, type AuditEvent, type AuditOutcome } from './audit.js';

/** Every way an audited call can end. */
export const AUDIT_OUTCOMES = [
  'ok',
  'denied',
  'failed',
  'cancelled',
] as const satisfies readonly AuditOutcome[];

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value.isWellFormed();
const textOrNull: Check = (value) => value === null || text(value);

const FIELDS: Readonly<Record<Exclude<keyof AuditEvent, 'corrects'>, Check>> = {
  call_id: text,
  at: text,
  user_id: textOrNull,
  issuer: textOrNull,
  client: textOrNull,
  operation: text,
  resources: (value) => Array.isArray(value) && value.length <= AUDIT_RESOURCES && value.every(text),
  outcome: (value) => AUDIT_OUTCOMES.some((each) => each === value),
  code: textOrNull,
  duration_ms: (value) => Number.isFinite(value) && Number(value) >= 0,
};
const NAMES = Object.keys(FIELDS) as readonly (keyof typeof FIELDS)[];

/**
 * The one text that stands for an event: what is stored, exported and hashed. As `canonicalJson` would write it, in
 * a sixth of the time: it is made at every call.
 */
export function canonicalEvent(event: AuditEvent): string {
  return JSON.stringify({
    at: event.at,
    call_id: event.call_id,
    client: event.client,
    code: event.code,
    corrects: event.corrects,
    duration_ms: event.duration_ms,
    issuer: event.issuer,
    operation: event.operation,
    outcome: event.outcome,
    resources: event.resources,
    user_id: event.user_id,
  });
}

/** True for a value with the fields of an event, each of its type, and nothing else. */
export function isAuditEvent(value: unknown): value is AuditEvent {
  // What is no object has no fields.
  const { corrects, ...rest }: Readonly<Record<string, unknown>> = { ...(value as object) };
  if (corrects !== undefined && corrects !== true) return false;
  return Object.keys(rest).length === NAMES.length && NAMES.every((name) => FIELDS[name](rest[name]));
}

/** The event of a stored text; null where it is none, or is not written as `canonicalEvent` writes it. */
export function readEvent(stored: string): AuditEvent | null {
  try {
    const value: unknown = JSON.parse(stored);
    return isAuditEvent(value) && canonicalEvent(value) === stored ? value : null;
  } catch {
    return null;
  }
}
