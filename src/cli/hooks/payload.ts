/** What a client says of the moment, as far as it is used here; whatever is of another kind is as if absent. */
export interface HookPayload {
  readonly session_id?: string;
  readonly cwd?: string;
  readonly transcript_path?: string;
  /** Why the session starts: startup, resume, clear, compact. */
  readonly source?: string;
  readonly permission_mode?: string;
  /** The turn was continued by a hook already. */
  readonly stop_hook_active: boolean;
  /** An agent within the session, not the session itself. */
  readonly is_subagent: boolean;
  /** Something still runs that will wake the session. */
  readonly is_waiting: boolean;
}

const MOST_CHARACTERS = 4_000;

/** Reads the JSON of any known client. */
export function readPayload(value: unknown): HookPayload {
  const given = isRecord(value) ? value : {};
  const text = (name: string): string | undefined => shortText(given[name]);
  // Cursor names folders in a list, and its session a conversation.
  const cwd =
    text('cwd') ?? shortText(Array.isArray(given.workspace_roots) ? given.workspace_roots[0] : null);
  const session_id = text('session_id') ?? text('sessionId') ?? text('conversation_id');
  return withoutAbsent({
    session_id,
    cwd,
    transcript_path: text('transcript_path'),
    source: text('source'),
    permission_mode: text('permission_mode'),
    stop_hook_active: given.stop_hook_active === true,
    is_subagent: text('agent_id') !== undefined,
    is_waiting: isFilled(given.background_tasks) || isFilled(given.session_crons),
  });
}

function shortText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MOST_CHARACTERS ? value : undefined;
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutAbsent<Given extends object>(given: Given): { [K in keyof Given]: NonNullable<Given[K]> } {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof Given]: NonNullable<Given[K]> };
}
