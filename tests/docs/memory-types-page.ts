import { MEMORY_TYPES, type MemoryType, resolveMemoryType } from '../../src/domain/memory-types.js';
import { code, GENERATED_NOTE, markdownTable, page } from './markdown.js';

const MEANINGS: Readonly<Record<MemoryType, string>> = {
  task: 'Work to do, or that was done.',
  code_pattern: 'A way of writing code that recurs.',
  problem: 'Something that does not work or is not understood yet.',
  solution: 'What helps against a problem.',
  project: 'What a project is, and how it is laid out.',
  technology: 'A library, a tool or a service, and what to know of it.',
  error: 'An error message or a failure, and when it comes.',
  fix: 'The change that made an error or a problem go away.',
  command: 'A command line worth keeping.',
  file_context: 'What a file or a folder is for.',
  workflow: 'How something is done, step by step.',
  general: 'Anything without a type of its own.',
  conversation: 'What was said, where the wording or the course of it matters.',
  decision: 'What was chosen, and why.',
  pattern: 'Something that keeps coming back, not in code alone.',
  preference: 'How somebody wants things to be done.',
  fact: 'Something that is so.',
};

/** Names that people and assistants use; each must be understood, else making the page fails. */
const OTHER_NAMES = (
  'answer architecture bug bugfix choice code config exception failure file hotfix howto idea info insight ' +
  'instruction issue knowledge learning lesson library note observation patch procedure process reminder ' +
  'resolution rule script setting snippet summary technique tip todo tool workaround'
).split(' ');

/** The reference page of the memory types. */
export function memoryTypesPage(): string {
  const rows = MEMORY_TYPES.map((type) => [code(type), MEANINGS[type], otherNames(type)]);
  return page([
    '# Memory types',
    GENERATED_NOTE,
    `Every memory has one of ${MEMORY_TYPES.length} types. A type is a label to filter by; it changes neither how a memory is kept nor how it
is ranked. Common other names are taken as the nearest type, and the answer to the call says so. A name that
nothing fits is refused with the list of types.`,
    markdownTable(['type', 'what it is for', 'also understood'], rows),
  ]);
}

function otherNames(type: MemoryType): string {
  return OTHER_NAMES.filter((name) => resolved(name) === type)
    .map(code)
    .join(', ');
}

function resolved(name: string): MemoryType {
  const found = resolveMemoryType(name);
  if (found === null) throw new Error(`${name} is not understood as a memory type any more`);
  return found.type;
}
