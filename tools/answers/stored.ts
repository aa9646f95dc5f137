import * as z from 'zod';
import type { StoreOutcome } from '../../src/domain/new-memory.js';

/** What became of a memory to store. */
export function storedOutput() {
  return z.looseObject({
    id: z.string(),
    version: z.number(),
    created: z.boolean(),
    duplicate_of: z.string().optional(),
    near_duplicates: z.array(z.looseObject({ id: z.string(), title: z.string(), similarity: z.number() })),
    notes: z.array(z.string()).optional(),
  });
}

export type Stored = z.output<ReturnType<typeof storedOutput>>;

export function storedData(outcome: StoreOutcome, notes: readonly string[]): Stored {
  return {
    ...outcome,
    near_duplicates: outcome.near_duplicates.map((near) => ({ ...near })),
    ...(notes.length > 0 ? { notes: [...notes] } : {}),
  };
}
