import type { Changes } from '../briefing/changed-files.js';
import type { ParsedLine } from '../parse/program.js';
import type { HookClient, HookEvent } from './names.js';
import type { HookPayload } from './payload.js';

/** A moment of a session, told of by a client. */
export interface HookMoment {
  readonly event: HookEvent;
  readonly client: HookClient;
  readonly payload: HookPayload;
  /** The command line of the hook, for the settings on it. */
  readonly line: ParsedLine;
  /** Looks for the changed files of a work tree. */
  readonly changesIn: (root: string, git_dir: string) => Promise<Changes>;
}
