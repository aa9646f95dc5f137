import { v7 } from 'uuid';
import type { IdGenerator } from '../contracts/id-generator.js';

/** UUIDv7: ids made one after the other by one process are in that order. */
export const uuidGenerator: IdGenerator = { next: () => v7() };
