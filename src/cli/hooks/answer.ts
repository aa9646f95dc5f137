import type { Changes } from '../briefing/changed-files.js';
import type { ParsedLine } from '../parse/program.js';
import { writeOutput } from '../terminal/output.js';
import { eventReply } from './event-reply.js';
import { messageLine, onMessages } from './lines.js';
import type { HookClient, HookEvent } from './names.js';
import { readPayload } from './payload.js';
import { renderReply } from './render.js';

/**
 * The second process of a hook: takes what the client said from its input, answers with one line, and ends. It ends
 * as well when the first one has gone, or anything fails: nothing to say is an answer.
 */
export function answerHook(
  names: { readonly event: HookEvent; readonly client: HookClient },
  line: ParsedLine,
): Promise<never> {
  return new Promise(() => {
    const end = (): never => process.exit(0);
    process.on('uncaughtException', end).on('unhandledRejection', end);
    process.stdin.on('end', end).on('error', end);
    let changesCame: (changes: Changes) => void = () => undefined;
    const changesIn = (root: string, git_dir: string): Promise<Changes> =>
      new Promise((resolve) => {
        changesCame = resolve;
        writeOutput(messageLine({ changes_of: { root, git_dir } }));
      });
    onMessages(process.stdin, (message) => {
      if ('changes' in message) changesCame(message.changes);
      if (!('payload' in message)) return;
      void eventReply({ ...names, payload: readPayload(message.payload), line, changesIn }).then((reply) => {
        const output = reply === null ? '' : renderReply(names.client, reply);
        writeOutput(messageLine({ output }));
        end();
      });
    });
  });
}
