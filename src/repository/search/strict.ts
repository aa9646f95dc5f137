import type { RankedHit } from '../../search/rank.js';
import { holdsAsWritten } from '../../search/strict.js';
import type { RepositoryContext } from '../context.js';
import type { Question, Ranking } from './find.js';

const CHECKED_AT_ONCE = 100;

/** Of a ranking only what holds the words as they were written, until `needed` are found. */
export async function onlyAsWritten(
  context: RepositoryContext,
  question: Question,
  ranking: Ranking,
  needed: number,
): Promise<Ranking> {
  const surfaces = question.asked.map((each) => each.surfaces);
  const kept: RankedHit[] = [];
  let checked = 0;
  while (checked < ranking.ranked.length && kept.length < needed) {
    const part = ranking.ranked.slice(checked, checked + CHECKED_AT_ONCE);
    checked += part.length;
    const memories = await context.backend.findMemories(
      context.scope,
      part.map((hit) => hit.id),
    );
    const holding = new Set(
      memories
        .filter((memory) =>
          holdsAsWritten(
            [memory.title, memory.content, memory.summary ?? '', ...memory.tags],
            surfaces,
            question.match,
          ),
        )
        .map((memory) => memory.id),
    );
    kept.push(...part.filter((hit) => holding.has(hit.id)));
  }
  // How far the check went hangs on the order, and that on what others store: of the total only whether it is enough.
  if (context.scope.access !== null) {
    const ranked = kept.slice(0, needed);
    const isEnough = ranked.length === needed;
    return { ranked, total: ranked.length, total_is_minimum: isEnough || ranking.total_is_minimum };
  }
  const all = checked >= ranking.ranked.length && ranking.ranked.length >= ranking.total;
  return { ranked: kept, total: kept.length, total_is_minimum: !all || ranking.total_is_minimum };
}
