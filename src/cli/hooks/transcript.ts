import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** What an assistant did in a session, as its transcript shows. */
export interface SessionWork {
  readonly edits: number;
  readonly commands: number;
  /** Memories were stored or changed. */
  readonly stored: boolean;
}

/** Of a longer transcript its end is read. */
const MOST_BYTES = 4 * 1024 * 1024;
const EDITS = new Set(['Edit', 'MultiEdit', 'Write', 'NotebookEdit', 'apply_patch']);
const COMMANDS = new Set(['Bash', 'PowerShell', 'shell', 'shell_command', 'exec_command', 'local_shell']);
const STORES = /(?:^|[_.:/])(?:store_memory|store_memories|update_memory)$/;
const CALLS = /"(?:tool_use|function_call|custom_tool_call|local_shell_call)"/;

/** Reads a transcript of Claude Code or Codex: JSON lines. Null where it is no readable file. */
export function sessionWork(path: string): SessionWork | null {
  const text = endOf(path);
  if (text === null) return null;
  const tools = text
    .split('\n')
    .filter((line) => CALLS.test(line))
    .flatMap(calledTools);
  return {
    edits: tools.filter((tool) => EDITS.has(tool)).length,
    commands: tools.filter((tool) => COMMANDS.has(tool)).length,
    stored: tools.some((tool) => STORES.test(tool)),
  };
}

/** Claude Code: `message.content[]` of type `tool_use`. Codex: `payload` of a type that is a call. */
function calledTools(line: string): string[] {
  let entry: Entry | null;
  try {
    entry = JSON.parse(line) as Entry | null;
  } catch {
    return [];
  }
  const { message, payload } = entry ?? {};
  const content = Array.isArray(message?.content) ? message.content : [];
  const parts = [...content.filter((part) => part?.type === 'tool_use'), payload];
  return parts.flatMap((part) => {
    if (part?.type === 'local_shell_call') return ['local_shell'];
    const isCall = part?.type === 'tool_use' || /^(?:custom_tool|function)_call$/.test(String(part?.type));
    return isCall && typeof part?.name === 'string' ? [part.name] : [];
  });
}

interface Entry {
  readonly message?: { readonly content?: unknown } | null;
  readonly payload?: Part | null;
}

type Part = { readonly type?: unknown; readonly name?: unknown } | null | undefined;

function endOf(path: string): string | null {
  try {
    // A pipe or a device is not even opened: that may take for ever.
    if (!statSync(path).isFile()) return null;
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const bytes = Buffer.alloc(Math.min(size, MOST_BYTES));
      const read = readSync(file, bytes, 0, bytes.length, size - bytes.length);
      return bytes.toString('utf8', 0, read);
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
