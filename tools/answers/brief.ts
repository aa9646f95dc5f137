import * as z from 'zod';
import type { Memory } from '../../src/domain/memory.js';

/** A memory in lists that are not searches: what it is, without its content. */
export function briefOutput() {
  return z.looseObject({ id: z.string(), type: z.string(), title: z.string() });
}

export function briefOf(memory: Memory) {
  const { id, type, title, tags, importance, version } = memory;
  const { created_at, updated_at, valid_from, valid_until } = memory;
  return {
    id,
    type,
    title,
    tags,
    importance,
    version,
    created_at,
    updated_at,
    valid_from,
    valid_until,
  };
}
