import { LIMITS } from '../../domain/limits.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CliCommand, CommandOptions } from '../command.js';

const USUAL_TOKENS = 1_500;
const LEAST_TOKENS = 100;
const MOST_TOKENS = 50_000;

/** Prints what an assistant should know at this moment. */
export const contextCommand: CliCommand = {
  name: 'context',
  group: 'Your memories',
  summary: 'print what an assistant should know now, within a budget',
  description:
    'Prints open problems, what the present branch touches, preferences, decisions and what was worked on last: each\nmemory in a dated line with its id. The text never costs more tokens than asked for, by the estimate of this\nprogram. Only reads; where no store is, none is made.',
  options: [
    {
      flags: '--max-tokens <number>',
      description: `${LEAST_TOKENS} to ${MOST_TOKENS}; default ${USUAL_TOKENS}`,
    },
    { flags: '--query <text>', description: 'what it is about, in plain words; what fits best comes first' },
    {
      flags: '--project <id>',
      description: 'another project than the current one; "all", or "none" for memories of no project',
    },
  ],
  examples: [
    { line: 'memorygraph context', says: 'to begin a session with' },
    { line: 'memorygraph context --max-tokens 400 --query "login tests"', says: 'less, about one thing' },
  ],
  async run(command, options) {
    const wish = {
      max_tokens: readTokens(options),
      ...given('query', options.text('query')),
      ...given('project', options.text('project')),
    };
    const [{ sessionBriefing }, { changedFiles }] = await Promise.all([
      import('../briefing/session-briefing.js'),
      import('../briefing/changed-files.js'),
    ]);
    const briefing = await sessionBriefing(command, wish, changedFiles);
    const { text, tokens, memories, searched } = briefing ?? NOTHING;
    return {
      text: text === '' ? 'Nothing is stored yet that could be told.' : text,
      data: { text, tokens, memories, searched },
    };
  },
};

const NOTHING = { text: '', tokens: 0, memories: 0, searched: 'no store' };

function given(
  name: 'query' | 'project',
  text: string | undefined,
): Partial<Record<'query' | 'project', string>> {
  if (text === undefined || text.trim() === '') return {};
  if (text.length > LIMITS.query_characters)
    throw new MemoryGraphError('usage', `--${name} takes at most ${LIMITS.query_characters} characters.`);
  return { [name]: text };
}

function readTokens(options: CommandOptions): number {
  const text = options.text('maxTokens');
  if (text === undefined) return USUAL_TOKENS;
  const number = Number(text);
  if (Number.isInteger(number) && number >= LEAST_TOKENS && number <= MOST_TOKENS) return number;
  throw new MemoryGraphError(
    'usage',
    `--max-tokens takes a whole number from ${LEAST_TOKENS} to ${MOST_TOKENS}, not ${JSON.stringify(text.slice(0, 40))}.`,
  );
}
