/** The kinds of memory, in the order they are shown. */
export const MEMORY_TYPES = [
  'task',
  'code_pattern',
  'problem',
  'solution',
  'project',
  'technology',
  'error',
  'fix',
  'command',
  'file_context',
  'workflow',
  'general',
  'conversation',
  'decision',
  'pattern',
  'preference',
  'fact',
] as const;

export type MemoryType = (typeof MEMORY_TYPES)[number];

const OTHER_NAMES: Readonly<Record<string, MemoryType>> = {
  answer: 'solution',
  architecture: 'decision',
  bug: 'problem',
  bugfix: 'fix',
  chat: 'conversation',
  choice: 'decision',
  code: 'code_pattern',
  config: 'fact',
  configuration: 'fact',
  dialog: 'conversation',
  exception: 'error',
  failure: 'error',
  file: 'file_context',
  hint: 'general',
  hotfix: 'fix',
  howto: 'workflow',
  idea: 'general',
  info: 'fact',
  information: 'fact',
  insight: 'fact',
  instruction: 'preference',
  issue: 'problem',
  knowledge: 'fact',
  learning: 'fact',
  lesson: 'fact',
  library: 'technology',
  memo: 'general',
  memory: 'general',
  note: 'general',
  observation: 'fact',
  patch: 'fix',
  process: 'workflow',
  procedure: 'workflow',
  reminder: 'task',
  resolution: 'solution',
  rule: 'preference',
  script: 'command',
  setting: 'preference',
  snippet: 'code_pattern',
  summary: 'general',
  technique: 'pattern',
  tip: 'general',
  todo: 'task',
  tool: 'technology',
  workaround: 'solution',
};

const KNOWN: ReadonlySet<string> = new Set(MEMORY_TYPES);

/**
 * The type a caller means: a type itself, or a common other name for one (`bug` is `problem`).
 * @returns the type, and whether another name was given; null where nothing fits.
 */
export function resolveMemoryType(name: string): { type: MemoryType; renamed: boolean } | null {
  const key = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  if (KNOWN.has(key)) return { type: key as MemoryType, renamed: key !== name };
  const type = Object.hasOwn(OTHER_NAMES, key) ? OTHER_NAMES[key] : undefined;
  return type === undefined ? null : { type, renamed: true };
}
