import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CliCommand } from '../command.js';
import { HOOK_CLIENTS, HOOK_EVENTS } from '../hooks/names.js';

/** What a client runs at moments of a session. */
export const hookCommand: CliCommand = {
  name: 'hook',
  group: 'Setting up',
  summary: 'answer a client at the start and the end of a session',
  description:
    'Clients run this at moments of a session; "memorygraph install" writes it into their configuration. Reads what the\nclient says from standard input and answers in the form that client understands. Always ends with 0, within 1.5\nseconds, and says nothing where anything fails: a session never waits for it.',
  arguments: [{ flags: '<event>', description: HOOK_EVENTS.join(', '), values: HOOK_EVENTS }],
  options: [
    {
      flags: '--client <name>',
      description: HOOK_CLIENTS.join(', '),
      values: HOOK_CLIENTS,
      required: true,
    },
  ],
  examples: [
    {
      line: 'memorygraph hook session-start --client claude-code < /dev/null',
      says: 'what a session in this folder would be told',
    },
  ],
  /** The command line runs hooks before it reads lines; see `runHookLine`. */
  async run() {
    throw new MemoryGraphError('usage', 'Write "hook" and the event first, then the options.');
  },
};
