import { resolveMemoryType } from '../../../domain/memory-types.js';
import {
  isDirected,
  RELATIONSHIP_TYPE_NAMES,
  type RelationshipType,
} from '../../../domain/relationship-types.js';

/** An edge as one of its ends lists it. */
export interface Listed {
  readonly number: number;
  readonly type: string;
  readonly one: string;
  readonly other: string;
}

const CURES = ['solution', 'fix', 'workflow', 'code_pattern', 'pattern', 'command'];
const ILLS = ['problem', 'error'];
const THINGS = ['project', 'technology', 'file_context'];
const PLACES = ['project', 'file_context'];

/** From what to what an edge of a type leads, where the types of its ends leave one way only. */
const WAYS: Readonly<
  Partial<Record<RelationshipType, readonly (readonly [from: readonly string[], to: readonly string[]])[]>>
> = {
  SOLVES: [[CURES, ILLS]],
  ADDRESSES: [[CURES, ILLS]],
  PREVENTS: [[CURES, ILLS]],
  EFFECTIVE_FOR: [[CURES, [...ILLS, ...THINGS, 'task']]],
  INEFFECTIVE_FOR: [[CURES, [...ILLS, ...THINGS, 'task']]],
  OCCURS_IN: [[ILLS, THINGS]],
  USED_IN: [
    [['technology', 'code_pattern', 'pattern', 'command', 'solution', 'file_context'], ['project']],
    [['technology', 'code_pattern', 'pattern', 'command'], PLACES],
  ],
  APPLIES_TO: [
    [
      ['code_pattern', 'pattern', 'solution', 'fix', 'workflow', 'decision', 'preference', 'general', 'fact'],
      THINGS,
    ],
  ],
  REQUIRES: [[['command', 'solution', 'fix', 'workflow', 'code_pattern', 'project', 'task'], ['technology']]],
  DEPENDS_ON: [
    [['command', 'solution', 'fix', 'workflow', 'code_pattern', 'project', 'task'], ['technology']],
  ],
};

/** The direction of an edge whose export does not say it; null where the types of its ends leave it open. */
export function directionOf(
  { type, one, other }: Listed,
  types: ReadonlyMap<string, string>,
): { from: string; to: string } | null {
  const known = RELATIONSHIP_TYPE_NAMES.find((name) => name === type);
  if (known === undefined) return null;
  if (!isDirected(known)) return { from: one, to: other };
  const forward = fits(known, types.get(one), types.get(other));
  const backward = fits(known, types.get(other), types.get(one));
  if (forward === backward) return null;
  return forward ? { from: one, to: other } : { from: other, to: one };
}

function fits(type: RelationshipType, from: string | undefined, to: string | undefined): boolean {
  const [start, end] = [from, to].map((name) => resolveMemoryType(name ?? '')?.type ?? '');
  return (WAYS[type] ?? []).some(
    ([starts, ends]) => starts.includes(start ?? '') && ends.includes(end ?? ''),
  );
}
