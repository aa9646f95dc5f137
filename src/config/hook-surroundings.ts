import { homedir } from 'node:os';
import { join } from 'node:path';

/** What a hook knows of this process beside its input. */
export interface HookSurroundings {
  /** Where hooks keep what they must know of each other. */
  readonly folder: string;
  /** True where Claude Code runs without a person: `claude -p`, or started by a program. */
  readonly is_headless: boolean;
}

/** The surroundings of this process, as a hook needs to know them. */
export function hookSurroundings(): HookSurroundings {
  return {
    folder: join(homedir(), '.memorygraph', 'hooks'),
    is_headless: process.env.CLAUDE_CODE_ENTRYPOINT?.startsWith('sdk') ?? false,
  };
}
