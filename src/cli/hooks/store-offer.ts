import type { HookSurroundings } from '../../config/hook-surroundings.js';
import type { HookClient } from './names.js';
import { offersIn } from './offers.js';
import type { HookPayload } from './payload.js';
import type { HookReply } from './render.js';
import { OFFER_TEXT } from './texts.js';
import { type SessionWork, sessionWork } from './transcript.js';

/** Commands that count as work where no file was edited; fewer are looking around. */
const MANY_COMMANDS = 8;
/** In these an assistant may not act, or nobody is there who would wait for one more turn. */
const QUIET_MODES = new Set(['plan', 'dontAsk']);
/** Clients whose transcripts are known, and which take an offer. */
const ASKED: readonly HookClient[] = ['claude-code', 'codex'];

/**
 * Offers once a session, at the end of a turn, to store what was learned: where the transcript shows work and
 * nothing stored. Never while the session is continued by a hook already, waits for something, or is an agent's.
 */
export function storeOffer(
  client: HookClient,
  payload: HookPayload,
  { folder, is_headless }: HookSurroundings,
): HookReply | null {
  const { session_id, transcript_path, permission_mode } = payload;
  if (!ASKED.includes(client) || session_id === undefined || transcript_path === undefined) return null;
  if (payload.stop_hook_active || payload.is_subagent || payload.is_waiting || is_headless) return null;
  if (permission_mode !== undefined && QUIET_MODES.has(permission_mode)) return null;
  const offers = offersIn(folder);
  const session = `${client} ${session_id}`;
  if (offers.has(session) || !isWorthKeeping(sessionWork(transcript_path))) return null;
  return offers.claim(session) ? { kind: 'offer', text: OFFER_TEXT } : null;
}

function isWorthKeeping(work: SessionWork | null): boolean {
  return work !== null && !work.stored && (work.edits > 0 || work.commands >= MANY_COMMANDS);
}
