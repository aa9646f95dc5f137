import { nearestName } from '../../config/nearest.js';
import { MEMORY_TYPES, type MemoryType, resolveMemoryType } from '../../domain/memory-types.js';
import { normalName } from '../../domain/text.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CliOption, CommandOptions } from '../command.js';
import { readTime } from '../parse/read-time.js';

/** Options that say which memories are asked for, alike in every command that looks for some. */
export const MEMORY_OPTIONS: readonly CliOption[] = [
  {
    flags: '--type <type>',
    description: 'only this type; of several, any',
    repeatable: true,
    values: MEMORY_TYPES,
  },
  { flags: '--tag <tag>', description: 'only with this tag; of several, all', repeatable: true },
  { flags: '--since <time>', description: 'from this time on: 2026-05-01, 2h, 3d, yesterday' },
  { flags: '--until <time>', description: 'before this time' },
  {
    flags: '--project <project>',
    description:
      'an id, "all", or "none" for memories of no project; default: the project of this folder and those of none',
  },
];

/** Which memories are asked for, read from `MEMORY_OPTIONS`. */
export interface AskedMemories {
  readonly types: readonly MemoryType[];
  readonly tags: readonly string[];
  /** ISO. */
  readonly since?: string;
  readonly until?: string;
  readonly project?: string;
}

/** Throws `usage` for types that are none, times that are none, and spans that end before they begin. */
export function readAskedMemories(options: CommandOptions, now: string): AskedMemories {
  const since = readOptionalTime(options, 'since', now);
  const until = readOptionalTime(options, 'until', now);
  const project = options.text('project');
  if (since !== undefined && until !== undefined && until <= since)
    throw new MemoryGraphError('usage', '--until must be later than --since.');
  return {
    types: options
      .list('type')
      .flatMap((list) => list.split(','))
      .map(readType),
    tags: options.list('tag').map((tag) => normalName(tag).toLowerCase()),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(project === undefined ? {} : { project }),
  };
}

/** The time of an option that takes one, as ISO. Throws `usage`. */
export function readOptionalTime(options: CommandOptions, name: string, now: string): string | undefined {
  const text = options.text(name);
  if (text === undefined) return undefined;
  return readTime(text, now, `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
}

/** The number of an option, from 1 to `most`. Throws `usage`. */
export function readLimit(options: CommandOptions, { usual, most }: { usual: number; most: number }): number {
  const text = options.text('limit');
  if (text === undefined) return usual;
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  if (value >= 1 && value <= most) return value;
  throw new MemoryGraphError('usage', `--limit must be a whole number from 1 to ${most}.`);
}

function readType(name: string): MemoryType {
  const read = resolveMemoryType(name);
  if (read !== null) return read.type;
  const nearest = nearestName(name, MEMORY_TYPES);
  const meant = nearest === null ? '' : ` Did you mean ${nearest}?`;
  const known = MEMORY_TYPES.join(', ');
  throw new MemoryGraphError('usage', `--type "${name}" is no type of memory.${meant} Types: ${known}.`);
}
