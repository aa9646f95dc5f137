import type { GetPromptResult } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { LIMITS } from '../domain/limits.js';
import { checkArgumentTexts } from './argument-walk.js';
import type { Connection } from './connection.js';
import { read } from './read.js';
import type { ToolServices } from './tool.js';

const BRIEFING_TOKENS = 2_500;

/** `start_of_session` (a briefing, with what is known of a topic first) and `end_of_session` (what to keep). */
export function registerPrompts(connection: Connection): void {
  const { server } = connection;
  server.registerPrompt(
    'start_of_session',
    {
      title: 'Start of session',
      description:
        'Recalls open problems, decisions, preferences and what is known of a topic, before work begins.',
      argsSchema: z.strictObject({
        topic: z
          .string()
          .max(LIMITS.query_characters)
          .optional()
          .describe('What the session will be about, in plain words'),
      }),
    },
    async ({ topic }, context) =>
      await read(connection, 'prompts/get', context, async (services) => {
        checkArgumentTexts({ topic });
        return prompt('Start of session', await startText(services, topic?.trim() ?? ''));
      }),
  );
  server.registerPrompt(
    'end_of_session',
    { title: 'End of session', description: 'Asks the assistant to store what later sessions will need.' },
    async (context) =>
      // Nothing stored is shown; who asks is made out and noted all the same, as for every other request.
      await read(connection, 'prompts/get', context, async () => prompt('End of session', END_TEXT)),
  );
}

async function startText(services: ToolServices, topic: string): Promise<string> {
  const query = topic === '' ? {} : { query: topic };
  const { text } = await services.repositories.search.briefing({ max_tokens: BRIEFING_TOKENS, ...query });
  return [
    'A new session begins. Take up what is known before starting.',
    topic === '' ? '## What is known' : `## Known about: ${topic}`,
    text === '' ? 'Nothing stored.' : text,
    topic === ''
      ? 'Say in a few lines where work stopped. Then ask what this session is about, and call recall_memories with it.'
      : 'Say in a few lines where work stopped and what of this bears on the topic. Call recall_memories again with narrower questions as they come up, and get_memory for the whole of one.',
  ].join('\n\n');
}

const END_TEXT = `The session ends. Look back over it and keep what a later session will need:

1. Problems that were solved, with their cause and the fix; decisions, with the reason; preferences the user stated; how something here turned out to work.
2. For each, call recall_memories first. Where a memory says it already, call update_memory; where it is no longer true, call store_memory with supersedes.
3. Else call store_memory once, with a short title and content that can be understood alone (files, versions, causes), and create_relationship where it belongs to another memory.
4. Leave out passing chatter, what the code already says, and secrets of any kind.

Then tell the user in a few lines what was stored and what is still open.`;

function prompt(description: string, text: string): GetPromptResult {
  return { description, messages: [{ role: 'user', content: { type: 'text', text } }] };
}
