import { LIMITS } from '../../../domain/limits.js';
import { RELATIONSHIP_TYPES } from '../../../domain/relationship-types.js';
import { firstCharacters } from '../../../domain/text.js';
import { importedRelationshipSchema } from '../../import/import-schemas.js';
import type { ImportLine } from '../../import/read-import.js';
import { meaningOf } from '../markdown/verbs.js';
import { ownText } from './made-id.js';
import { recordNotes } from './record-notes.js';
import { countOf, textOf, timeOf, unitOf } from './values.js';

/** A relationship as another program has it: nothing of it has been looked at. */
export interface ForeignRelationship {
  readonly id?: unknown;
  /** Ids of memories of the same import. */
  readonly from: string;
  readonly to: string;
  /** As the other program calls it. */
  readonly type: unknown;
  readonly strength?: unknown;
  readonly confidence?: unknown;
  readonly context?: unknown;
  readonly evidence_count?: unknown;
  readonly success_rate?: unknown;
  readonly validation_count?: unknown;
  readonly counter_evidence_count?: unknown;
  readonly created_at?: unknown;
  readonly valid_from?: unknown;
  readonly valid_until?: unknown;
  /** Id of a memory of the same import. */
  readonly invalidated_by?: string | null;
}

const MOST_VERB_CHARACTERS = 200;
const MOST_ID_CHARACTERS = 500;

/**
 * A relationship as lines of an import: under the nearest of our types, the other program's word kept in the
 * context where it is another; and what of it came in otherwise or not at all.
 */
export function relationshipLines(number: number, given: ForeignRelationship): ImportLine[] {
  const notes = recordNotes(number);
  const [from, to] = [ownText(given.from), ownText(given.to)];
  if (from === to) {
    notes.leaveOut('relationship', 'it relates a memory to itself');
    return [...notes.lines];
  }
  const verb = firstCharacters(textOf(given.type) ?? '', MOST_VERB_CHARACTERS).trim();
  const { type, reversed } = meaningOf(verb);
  const isOwn = Object.hasOwn(RELATIONSHIP_TYPES, verb.toUpperCase().replaceAll(/[\s-]+/g, '_'));
  if (!isOwn && verb !== '') notes.map(`relation ${verb}`, reversed ? `${type}, turned round` : type);
  const words = joined(isOwn ? '' : verb, textOf(given.context) ?? '');
  const id = textOf(given.id);
  const valid_from = timeOf(given.valid_from);
  const valid_until = timeOf(given.valid_until);
  const inOrder = valid_from === null || valid_until === null || valid_from <= valid_until;
  if (words.length > LIMITS.relationship_context_characters)
    notes.leaveOut('detail', 'the end of a context over 2,000 characters');
  const line = importedRelationshipSchema.safeParse({
    kind: 'relationship',
    ...(id === null || id.length > MOST_ID_CHARACTERS ? {} : { id: ownText(id) }),
    from_memory_id: reversed ? to : from,
    to_memory_id: reversed ? from : to,
    type,
    strength: unitOf(given.strength),
    confidence: unitOf(given.confidence),
    context: words === '' ? null : firstCharacters(words, LIMITS.relationship_context_characters),
    evidence_count: countOf(given.evidence_count),
    success_rate: unitOf(given.success_rate),
    validation_count: countOf(given.validation_count),
    counter_evidence_count: countOf(given.counter_evidence_count),
    created_at: timeOf(given.created_at) ?? undefined,
    valid_from: inOrder ? (valid_from ?? undefined) : undefined,
    valid_until,
    invalidated_by: given.invalidated_by ?? null,
  });
  if (line.success) return [...notes.lines, { kind: 'relationship', number, relationship: line.data }];
  return [
    { kind: 'left_out', number, record: 'relationship', reason: 'it does not fit into a relationship' },
  ];
}

function joined(verb: string, context: string): string {
  return verb !== '' && context !== '' ? `${verb}: ${context}` : verb + context;
}
