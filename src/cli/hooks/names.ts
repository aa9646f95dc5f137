/** Moments of an assistant's session that a client can tell of. */
export const HOOK_EVENTS = ['session-start', 'pre-compact', 'stop', 'session-end'] as const;

export type HookEvent = (typeof HOOK_EVENTS)[number];

/** Clients whose hooks are known: what they send and what they understand. */
export const HOOK_CLIENTS = ['claude-code', 'codex', 'cursor', 'vscode'] as const;

export type HookClient = (typeof HOOK_CLIENTS)[number];

/** What a command line asks for; null where it names no known event and client. */
export function hookNames(
  event: string | undefined,
  client: string | undefined,
): { readonly event: HookEvent; readonly client: HookClient } | null {
  const knownEvent = HOOK_EVENTS.find((each) => each === event);
  const knownClient = HOOK_CLIENTS.find((each) => each === client);
  return knownEvent === undefined || knownClient === undefined
    ? null
    : { event: knownEvent, client: knownClient };
}
