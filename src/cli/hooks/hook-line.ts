import { parseArgs } from 'node:util';
import { hookCommand } from '../commands/hook.js';
import { writeNote } from '../terminal/output.js';
import { readPlainLine } from '../terminal/plain-line.js';
import { HOOK_CLIENTS, HOOK_EVENTS, type HookClient, type HookEvent, hookNames } from './names.js';

/** Marks the command line of the second process of a hook. */
const ANSWERING = '--answering';

/**
 * Runs `memorygraph hook ...`: always ends with 0, and without a word where anything is wrong with the line,
 * unless a person typed it.
 * @param given what follows `hook`.
 */
export async function runHookLine(given: readonly string[]): Promise<void> {
  const names = namesIn(given);
  if (names === null) {
    if (process.stdin.isTTY)
      writeNote(
        `memorygraph hook <${HOOK_EVENTS.join('|')}> --client <${HOOK_CLIENTS.join('|')}> is run by a client; see memorygraph hook --help.`,
      );
    return;
  }
  if (!given.includes(ANSWERING)) {
    const { superviseHook } = await import('./supervise.js');
    return await superviseHook([process.argv[1] ?? '', 'hook', ...given, ANSWERING]);
  }
  const line = readPlainLine(['hook', ...given.filter((each) => each !== ANSWERING)], [hookCommand]);
  if (line === null) return;
  const { answerHook } = await import('./answer.js');
  await answerHook(names, line);
}

function namesIn(given: readonly string[]): { event: HookEvent; client: HookClient } | null {
  const { values, positionals } = parseArgs({
    args: [...given],
    options: { client: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  return hookNames(positionals[0], typeof values.client === 'string' ? values.client : undefined);
}
