import type { z } from 'zod';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import { argumentProblems } from './argument-problems.js';
import { checkArgumentTexts } from './argument-walk.js';
import type { AnyTool } from './tool.js';

const MOST_PROBLEMS = 5;

/**
 * The arguments as the tool's handler gets them, defaults filled in. Throws `too_deep`, `invalid_text`,
 * `too_large` (nothing wrong but sizes) or `invalid_argument`, naming each bad or unknown argument.
 */
export function checkArguments(tool: AnyTool, args: unknown): z.output<AnyTool['input']> {
  checkArgumentTexts(args);
  const parsed = tool.input.safeParse(args);
  if (parsed.success) return parsed.data;
  const problems = argumentProblems(tool.name, tool.input.shape, args, parsed.error.issues);
  const shown = problems.slice(0, MOST_PROBLEMS).map((problem) => problem.sentence);
  const rest = problems.length - shown.length;
  if (rest > 0) shown.push(`And ${rest} more.`);
  throw new MemoryGraphError(
    problems.every((problem) => problem.too_large) ? 'too_large' : 'invalid_argument',
    shown.join(' '),
    { details: { arguments: problems.slice(0, MOST_PROBLEMS).map((problem) => problem.argument) } },
  );
}
