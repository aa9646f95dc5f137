import type { Clock } from '../contracts/clock.js';

/** The time of this machine. */
export const systemClock: Clock = { now: () => new Date().toISOString() };
