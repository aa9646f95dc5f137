import * as z from 'zod';
import type { SearchAnswer } from '../../src/domain/search-request.js';

/** A search's structured answer; what else a hit carries (type, dates, snippet, source, ...) is left open. */
export function searchOutput() {
  return z.looseObject({
    results: z.array(z.looseObject({ id: z.string(), title: z.string(), score: z.number().optional() })),
    total: z.number(),
    has_more: z.boolean(),
    next_cursor: z.string().optional(),
    searched: z.looseObject({}),
    hints: z.array(z.string()).optional(),
  });
}

export function searchData(answer: SearchAnswer): z.output<ReturnType<typeof searchOutput>> {
  return {
    ...answer,
    results: answer.results.map((hit) => ({ ...hit })),
    searched: { ...answer.searched },
    hints: answer.hints === undefined ? undefined : [...answer.hints],
  };
}
