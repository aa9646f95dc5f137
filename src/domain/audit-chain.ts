import { hash } from 'node:crypto';
import { AUDIT_ROOT, type AuditEvent, type ChainedAuditEvent } from './audit.js';
import { canonicalEvent } from './audit-event.js';

/** How far a chain goes. */
export interface ChainPlace {
  /** Of its last event; 0 = no event yet. */
  readonly sequence: number;
  /** Of its last event; `AUDIT_ROOT` where there is none. */
  readonly hash: string;
}

/** Where every chain begins. */
export const CHAIN_START: ChainPlace = { sequence: 0, hash: AUDIT_ROOT };

/**
 * What is wrong at one place. `missing`: another event stands where this one should. `unreadable`: what is stored
 * is no longer the event it was. `altered`: its hash does not fit. `cut`: the chain ends before it, though it was
 * longer. `remade`: the chain fits in itself, but had another hash here before. `damaged`: the store cannot read it.
 */
type ChainFault = 'missing' | 'unreadable' | 'altered' | 'cut' | 'remade' | 'damaged';

/** The first event of a chain that is not as it was written. */
export interface ChainBreak {
  readonly sequence: number;
  readonly fault: ChainFault;
}

/** How far a chain was checked; `broken` names the first event that is wrong, null = none so far. */
export interface ChainCheck {
  readonly place: ChainPlace;
  readonly broken: ChainBreak | null;
}

/** The hash of an event in its place, lower-case hex. The three parts are one JSON list, so none runs into another. */
export function auditHash(former_hash: string, sequence: number, event: AuditEvent): string {
  return hashOf(former_hash, sequence, canonicalEvent(event));
}

function hashOf(former_hash: string, sequence: number, text: string): string {
  return hash('sha256', `["${former_hash}",${sequence},${text}]`);
}

/** The event as the next one of a chain. */
export function chained(former: ChainPlace, event: AuditEvent): ChainedAuditEvent {
  const { sequence, hash } = nextPlace(former, canonicalEvent(event));
  return { sequence, event, hash };
}

/** Where the next event of a chain has its place. @param text that stands for it, see `canonicalEvent`. */
export function nextPlace(former: ChainPlace, text: string): ChainPlace {
  const sequence = former.sequence + 1;
  return { sequence, hash: hashOf(former.hash, sequence, text) };
}

/**
 * Checks one page of a chain: the first one from `CHAIN_START`, each further one from the `place` of the check
 * before. Goes no further than the first fault.
 * @param heads where the chain was known to stand before, in any order.
 */
export function verifyChain(
  events: Iterable<ChainedAuditEvent>,
  start: ChainPlace,
  heads: readonly ChainPlace[] = [],
): ChainCheck {
  let place = start;
  for (const each of events) {
    const fault = faultOf(each, place, heads);
    if (fault !== null) return { place, broken: { sequence: place.sequence + 1, fault } };
    place = { sequence: each.sequence, hash: each.hash };
  }
  return { place, broken: null };
}

/** Checks that a chain that was read to its end, without fault, is as long as it was before. */
export function verifyEnd(place: ChainPlace, heads: readonly ChainPlace[]): ChainBreak | null {
  const longer = heads.some(({ sequence }) => sequence > place.sequence);
  return longer ? { sequence: place.sequence + 1, fault: 'cut' } : null;
}

function faultOf(
  { sequence, event, hash }: ChainedAuditEvent,
  before: ChainPlace,
  heads: readonly ChainPlace[],
): ChainFault | null {
  if (sequence !== before.sequence + 1) return 'missing';
  if (event === null) return 'unreadable';
  if (auditHash(before.hash, sequence, event) !== hash) return 'altered';
  return heads.some((head) => head.sequence === sequence && head.hash !== hash) ? 'remade' : null;
}
