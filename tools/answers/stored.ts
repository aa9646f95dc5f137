import * as z from 'zod';
import type { StoreOutcome } from '../../src/domain/new-memory.js';

/** What became of a memory to store. */
export function storedOutput() {
  return z.looseObject({
    id: z.string(),
    version: z.number(),
    created: z.boolean(),
    duplicate_of: z.string().optional(),
    visibility: z.string().optional(),
    team_id: z.string().optional(),
    near_duplicates: z.array(z.looseObject({ id: z.string(), title: z.string(), similarity: z.number() })),
    notes: z.array(z.string()).optional(),
  });
}

export type Stored = z.output<ReturnType<typeof storedOutput>>;

export function storedData(outcome: StoreOutcome, notes: readonly string[]): Stored {
  const { masked = [], notes: ofStore = [], ...rest } = outcome;
  const said = [...notes, ...ofStore, ...masked];
  return {
    ...rest,
    near_duplicates: rest.near_duplicates.map((near) => ({ ...near })),
    ...(said.length > 0 ? { notes: said } : {}),
  };
}
