import { LIMITS } from '../domain/limits.js';
import { textFault } from '../domain/text.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';

interface Place {
  readonly value: object;
  readonly parent: Place | null;
  readonly key: string | number;
  readonly depth: number;
}

const FAULTS = {
  lone_surrogate: 'half of a surrogate pair (a broken emoji or letter)',
  nul: 'a NUL character',
} as const;

/**
 * Looks at every text and key of a call's arguments before anything else touches them, without recursion.
 * Throws `too_deep`, `invalid_text` (a lone surrogate or NUL, with the argument's path) or
 * `invalid_argument` (a key that would reach the prototype).
 */
export function checkArgumentTexts(args: unknown): void {
  const open: Place[] = [];
  visit(args, null, '', 1, open);
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (Array.isArray(place.value)) {
      for (const [index, item] of place.value.entries()) visit(item, place, index, place.depth + 1, open);
    } else {
      for (const [key, item] of Object.entries(place.value)) {
        checkKey(key, place);
        visit(item, place, key, place.depth + 1, open);
      }
    }
  }
}

function visit(value: unknown, parent: Place | null, key: string | number, depth: number, open: Place[]) {
  if (typeof value === 'string') {
    const fault = textFault(value);
    if (fault !== null) throw invalidText(`\`${pathOf(parent, key)}\``, pathOf(parent, key), FAULTS[fault]);
  } else if (typeof value === 'object' && value !== null) {
    if (depth > LIMITS.json_depth) {
      throw new MemoryGraphError(
        'too_deep',
        `The arguments are nested deeper than ${LIMITS.json_depth} levels.`,
        { details: { limit: LIMITS.json_depth } },
      );
    }
    open.push({ value, parent, key, depth });
  }
}

function checkKey(key: string, place: Place): void {
  const path = pathOf(place.parent, place.key) || 'the arguments';
  const fault = textFault(key);
  if (fault !== null) throw invalidText(`A key in \`${path}\``, path, FAULTS[fault]);
  if (key === '__proto__') {
    throw new MemoryGraphError(
      'invalid_argument',
      `\`${path}\` has a key \`__proto__\`, which is not allowed.`,
      {
        details: { arguments: [path] },
      },
    );
  }
}

function invalidText(what: string, path: string, fault: string): MemoryGraphError {
  return new MemoryGraphError('invalid_text', `${what} holds ${fault}, which cannot be kept.`, {
    details: { arguments: [path] },
  });
}

function pathOf(place: Place | null, key: string | number): string {
  const steps = [key];
  for (let at = place; at !== null && at.parent !== null; at = at.parent) steps.unshift(at.key);
  return pathText(steps);
}

/** `context.files_involved[3]` from its steps. */
export function pathText(steps: readonly PropertyKey[]): string {
  let text = '';
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? String(step) : `.${String(step)}`;
  }
  return text;
}
