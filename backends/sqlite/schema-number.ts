/** Marks the file as ours (`PRAGMA application_id`): the letters `mgr` and 1. */
export const APPLICATION_ID = 0x6d677201;

/** Number of this program among those that share stores; a store names the oldest that may read it. */
export const PROGRAM_NUMBER = 1;

/** Steps of one mode are counted within this many. */
const STEPS = 10_000;

/**
 * What a file is, in the order of the numbers that stand for it: a store without tenants; one that is being
 * migrated and takes no more writes; the registry of a store with tenants; the part of one tenant; a registry whose
 * migration is being undone; and a tenant's part of such a one.
 */
const MODES = ['single', 'migrating', 'control', 'tenant', 'returning', 'returning_tenant'] as const;

export type StoreMode = (typeof MODES)[number];

/**
 * Mode and steps of a schema as one number (`PRAGMA user_version`), which every commit compares: so a process that
 * opened the file in another mode, or as an older program, writes nothing more. Without tenants it is the steps.
 */
export function schemaNumber(mode: StoreMode, steps: number): number {
  return MODES.indexOf(mode) * STEPS + steps;
}

/** null for a number that no mode of this program has. */
export function modeOf(number: number): StoreMode | null {
  return MODES[Math.floor(number / STEPS)] ?? null;
}

/** The steps in a schema number. */
export function stepsOf(number: number): number {
  return number % STEPS;
}
