import type { HookClient } from './names.js';

/** What a hook has to say. */
export interface HookReply {
  /** `context`: for the model, at the start; `offer`: one more turn to store something; `compaction`: for the summary. */
  readonly kind: 'context' | 'offer' | 'compaction';
  readonly text: string;
}

/** A reply as a client understands it; empty where the client has no place for it. */
export function renderReply(client: HookClient, { kind, text }: HookReply): string {
  if (text === '') return '';
  return RENDERERS[client][kind]?.(text) ?? '';
}

type Renderer = (text: string) => string;

const sessionStart: Renderer = (additionalContext) =>
  JSON.stringify({ hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext } });
const block: Renderer = (reason) => JSON.stringify({ decision: 'block', reason });

/** By client: what each can do with a reply. See decision 0016 for where this is known from. */
const RENDERERS: Readonly<Record<HookClient, Partial<Record<HookReply['kind'], Renderer>>>> = {
  // What a PreCompact hook prints is added to the instructions for the summary.
  'claude-code': { context: sessionStart, offer: block, compaction: (text) => text },
  codex: { context: sessionStart, offer: block },
  cursor: { context: (additional_context) => JSON.stringify({ additional_context }) },
  vscode: { context: sessionStart },
};
