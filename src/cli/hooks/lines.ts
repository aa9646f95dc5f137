/** A message between the two processes of a hook: JSON, one line each. */
export type HookMessage =
  /** To the answering process: what the client said. */
  | { readonly payload: unknown }
  /** From it: which files has this work tree changed? And the answer to that. */
  | { readonly changes_of: { readonly root: string; readonly git_dir: string } }
  | { readonly changes: { readonly files: readonly string[]; readonly default_branch: string | null } }
  /** From it, the last one: what the client is told; empty for nothing. */
  | { readonly output: string };

/** Calls `take` for each whole line that is a message, as it arrives; anything else is passed over. */
export function onMessages(stream: NodeJS.ReadableStream, take: (message: HookMessage) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = parse(line);
      if (message !== undefined) take(message);
    }
  });
}

/** A message as it is sent. */
export function messageLine(message: HookMessage): string {
  return `${JSON.stringify(message)}\n`;
}

function parse(line: string): HookMessage | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as HookMessage) : undefined;
  } catch {
    return undefined;
  }
}
