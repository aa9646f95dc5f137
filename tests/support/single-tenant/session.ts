import type { JsonObject } from '../json.js';

/** Calls a tool that has to succeed, or, with `fails`, has to fail. */
export type Call = (name: string, how: string, args?: JsonObject, end?: 'fails') => Promise<JsonObject>;

/** Before anything was stored. */
export const LONG_AGO = '2020-01-01T00:00:00.000Z';

/** Ids of what the session stored, for the command lines that follow. */
export interface StoredIds {
  readonly decision: string;
  readonly problem: string;
  readonly solution: string;
  readonly doomed: string;
  readonly secret: string;
}
