import { firstSchema } from './001-first-schema.js';
import { projectAliases } from './002-project-aliases.js';
import type { Migration } from './migration.js';

/** Every step, in order. */
export const MIGRATIONS: readonly Migration[] = [firstSchema, projectAliases];
