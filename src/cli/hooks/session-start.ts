import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { packageVersion } from '../../app/version.js';
import { loadConfig } from '../../config/load.js';
import { processConfigInput } from '../../config/process-input.js';
import { createLogger } from '../../observability/logger.js';
import { sessionBriefing } from '../briefing/session-briefing.js';
import { createCommandContext } from '../command-context.js';
import type { HookMoment } from './moment.js';
import type { HookReply } from './render.js';
import { AFTER_COMPACTION_TEXT } from './texts.js';

/** Far below 10,000 characters, the most that Claude Code takes as it is. */
const TOKENS = 1_500;
/** A conversation that goes on holds most of it already. */
const TOKENS_AGAIN = 800;
/** A store that another process holds is left alone: the session begins without it. */
const BUSY_TIMEOUT_MS = 200;

/** The briefing for the folder that the session works in. Null where nothing is stored. */
export async function startReply({ payload, line, changesIn }: HookMoment): Promise<HookReply | null> {
  const flags = { ...line.flags, busy_timeout_ms: String(BUSY_TIMEOUT_MS) };
  const input = processConfigInput({ ...line, flags });
  const { cwd } = payload;
  const config = loadConfig(
    cwd !== undefined && isFolder(cwd) ? { ...input, working_directory: cwd } : input,
  );
  const { context, close } = createCommandContext({
    config,
    logger: createLogger('error'),
    version: packageVersion(),
    commands: [],
    signal: NEVER,
    yes: false,
  });
  const isCompacted = payload.source === 'compact';
  const goesOn = isCompacted || payload.source === 'resume' || payload.source === 'fork';
  const wish = { max_tokens: goesOn ? TOKENS_AGAIN : TOKENS };
  const briefing = await sessionBriefing(context, wish, changesIn, { upgrade: false });
  await close({ name: 'hook session-start', arguments: [], error: null });
  const parts = [briefing?.text ?? '', isCompacted ? AFTER_COMPACTION_TEXT : ''].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? null : { kind: 'context', text: parts.join('\n\n') };
}

const NEVER = new AbortController().signal;

function isFolder(path: string): boolean {
  return isAbsolute(path) && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}
