import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { CliCommand } from '../command.js';

/** Shows the main job through a real MCP client, on a store of its own that is removed afterwards. */
export const demoCommand: CliCommand = {
  name: 'demo',
  group: 'Setting up',
  summary: 'watch an MCP client store, relate and recall real memories',
  description:
    'Starts this server as an MCP client does, on a temporary store: stores memories, relates them, asks loose questions, replaces a decision and looks back. Your own store is not touched. Exit code 1 where a question did not find its memory.',
  options: [],
  examples: [{ line: 'memorygraph demo', says: 'takes a second or two' }],
  async run() {
    // An MCP client is larger than everything else here together.
    const { startSession } = await import('../demo/session.js');
    const { tellStory } = await import('../demo/story.js');
    const lines: string[] = [];
    const folder = await mkdtemp(join(tmpdir(), 'memorygraph-demo-'));
    try {
      const session = await startSession(process.argv[1] ?? '', folder);
      try {
        const shake = `answered the handshake ${session.handshakeMs.toFixed(0)} ms after it was started`;
        lines.push(
          `memorygraph, started over stdio by an MCP client, ${shake} and shows ${session.tools.length} tools.`,
        );
        const outcome = await tellStory(session, (line = '') => lines.push(line));
        const found = outcome.questions.filter((each) => each.right).length;
        const held = outcome.checks.every((check) => check.holds);
        lines.push('', `${found} of ${outcome.questions.length} questions found what they asked for.`);
        lines.push('Next: npx -y memorygraph install claude-code   (other clients: docs/getting-started.md)');
        const text = lines.join('\n');
        return {
          text: process.stdout.isTTY ? text : stripVTControlCharacters(text),
          data: outcome,
          exit_code: held && found === outcome.questions.length ? 0 : 1,
        };
      } finally {
        await session.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
