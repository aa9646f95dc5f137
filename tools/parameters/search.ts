import * as z from 'zod';
import { LIMITS } from '../../src/domain/limits.js';
import { optional, optionalText, withDefault } from './absent.js';
import { memoryTypes } from './lists.js';
import { maxTokens } from './numbers.js';
import { cursor, line, time } from './text.js';

/** Arguments that several searches share, each with its description. */
export function searchShape() {
  return {
    memory_types: optional(memoryTypes()).describe('As in store_memory'),
    project_path: optionalText(line(LIMITS.context_text_characters)).describe('This folder and below'),
    as_of: optionalText(time()).describe('True at this time'),
    cursor: optionalText(cursor()).describe('From next_cursor'),
    detail: withDefault(z.enum(['ids', 'summary', 'full']), 'summary').describe('How much'),
    max_tokens: maxTokens(),
  };
}
