import { createHash } from 'node:crypto';
import type { Memory } from '../domain/memory.js';

/** Equal for memories that say the same in the same project: title, content and project, white space at the ends aside. */
export function contentHash(memory: Pick<Memory, 'title' | 'content' | 'context'>): string {
  const parts = [
    memory.title.normalize('NFC').trim(),
    memory.content.normalize('NFC').trim(),
    memory.context.project_id ?? memory.context.project_path ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
