import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import type { IdGenerator } from '../contracts/id-generator.js';

const BYTES_AN_ID = 16;
/** Random bytes are fetched for this many ids at once: to fetch them costs more than all else about an id. */
const IDS_A_FETCH = 256;

/** UUIDv7: ids made one after the other by one process are in that order. */
export const uuidGenerator: IdGenerator = createUuidGenerator();

function createUuidGenerator(): IdGenerator {
  const bytes = new Uint8Array(BYTES_AN_ID * IDS_A_FETCH);
  let used = bytes.length;
  let msecs = 0;
  let seq = 0;
  return {
    next() {
      if (used === bytes.length) {
        randomFillSync(bytes);
        used = 0;
      }
      const random = bytes.subarray(used, used + BYTES_AN_ID);
      used += BYTES_AN_ID;
      const now = Date.now();
      if (now > msecs) {
        msecs = now;
        // The first number of a millisecond is random, and low enough that others may follow.
        seq = ((random[6] ?? 0) & 0x7f) * 2 ** 24 + (random[7] ?? 0) * 2 ** 16 + (random[8] ?? 0) * 2 ** 8;
      } else seq += 1;
      return v7({ random, msecs, seq });
    },
  };
}
