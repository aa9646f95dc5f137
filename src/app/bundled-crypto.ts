/**
 * Stands in the bundle for `node:crypto` (see `build:server`): importing that module runs every getter it has,
 * Web Crypto among them, which costs some milliseconds of each start.
 */
export const {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hash,
  randomBytes,
  randomFillSync,
  randomUUID,
  timingSafeEqual,
} = process.getBuiltinModule('node:crypto');
