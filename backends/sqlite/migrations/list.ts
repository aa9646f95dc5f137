import { firstSchema } from './001-first-schema.js';
import type { Migration } from './migration.js';

/** Every step, in order. */
export const MIGRATIONS: readonly Migration[] = [firstSchema];
