import * as z from 'zod';

/**
 * Schemas are interpreted, not compiled: most are used a few times in a process's life, and writing code for
 * each at its first use is a good part of a start. Calls are not measurably slower. Imported before any schema
 * is made.
 */
z.config({ jitless: true });
