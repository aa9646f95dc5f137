import { ERRORS, type ErrorCategory, type ErrorCode } from '../../src/errors/codes.js';
import { NEXT_STEPS } from '../../src/mcp/next-steps.js';
import { code, GENERATED_NOTE, markdownTable, page } from './markdown.js';

const CATEGORIES: Readonly<Record<ErrorCategory, string>> = {
  input: 'What was sent cannot be taken as it is. Correct it.',
  missing: 'What was asked for is not there, or is not yours to see: the two are told alike.',
  conflict: 'Something else stands in the way. Nothing was written.',
  denied: 'It is there, but you may not do this to it.',
  limit: 'A limit was reached, or the work was called off.',
  storage: 'The store cannot be used as it is. The command line names the file.',
  internal: 'A fault of the server itself.',
};

const EXIT_CODES: readonly (readonly [number, string])[] = [
  [0, 'done'],
  [1, 'failed for a reason not named below'],
  [2, 'wrong use, wrong settings or wrong input'],
  [3, 'not found'],
  [4, 'conflict'],
  [5, 'forbidden'],
  [6, 'the store cannot be used, or `verify` found a fault'],
  [7, 'the store is busy or full; trying again may help'],
  [130, 'interrupted (Ctrl-C)'],
];

const CODES = Object.keys(ERRORS) as ErrorCode[];

/** The reference page of all error codes. */
export function errorsPage(): string {
  const categories = (Object.keys(CATEGORIES) as ErrorCategory[]).filter((category) =>
    CODES.some((name) => ERRORS[name].category === category),
  );
  return page(['# Errors', GENERATED_NOTE, INTRO, ...categories.map(categorySection)]);
}

/** Exit codes of the command line, with the error codes that lead to each. */
export function exitCodeTable(): string {
  const rows = EXIT_CODES.map(([number, meaning]) => [
    String(number),
    meaning,
    CODES.filter((name) => ERRORS[name].exit_code === number)
      .map((name) => `[${code(name)}](errors.md#${ERRORS[name].category})`)
      .join(', '),
  ]);
  return markdownTable(['exit code', 'meaning', 'error codes'], rows);
}

/** Exit codes that errors have and the table does not know. */
export function unknownExitCodes(): number[] {
  const known = EXIT_CODES.map(([number]) => number);
  return [...new Set(CODES.map((name) => ERRORS[name].exit_code))].filter((each) => !known.includes(each));
}

const INTRO = `Every error has a code that keeps its meaning from release to release. Match on the code, never on the sentence.

- **From a tool** the answer has \`isError: true\` and a text such as \`... (not_found). Look for it with ...\`. The
  machine form lies in \`_meta["memorygraph/error"]\`: \`code\`, \`category\`, \`retryable\` and \`details\`.
- **From the command line** one line goes to stderr, \`memorygraph: sentence (code)\`, and the exit code says the
  rest; with \`--json\` the line is a JSON object.
- **Retryable** means that the same call may succeed later without being changed.
- The sentences are written in this project. A driver's words, a path or a stack never reach a client; the
  server's log on stderr and the command line do name files.`;

function categorySection(category: ErrorCategory): string {
  const rows = CODES.filter((name) => ERRORS[name].category === category).map((name) => {
    const { meaning, retryable, exit_code } = ERRORS[name];
    return [code(name), meaning, NEXT_STEPS[name], retryable ? 'yes' : 'no', String(exit_code)];
  });
  return page([
    `## ${category}`,
    CATEGORIES[category],
    markdownTable(['code', 'meaning', 'what an assistant is told to do', 'retryable', 'exit code'], rows),
  ]).trim();
}
