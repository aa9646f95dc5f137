import { createInterface } from 'node:readline/promises';
import { chosenEditor } from '../../config/editor.js';
import type { Memory } from '../../domain/memory.js';
import type { UpdateOutcome } from '../../domain/new-memory.js';
import { asMemoryGraphError, MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { Permission } from '../../policy/permissions.js';
import { notFound } from '../../repository/failures.js';
import type { Repositories } from '../../repository/repositories.js';
import type { CommandContext, CommandResult } from '../command.js';
import { resolveId } from '../looking/memory-ids.js';
import { type OpenedRepositories, openRepositories } from '../open-repositories.js';
import { writeNote } from '../terminal/output.js';
import { safeLine } from '../terminal/safe-text.js';
import { createEditFile, type EditFile } from './edit-file.js';
import { editableText, patchFromText } from './edit-text.js';
import { runEditor } from './run-editor.js';

/**
 * Lets the person change a memory in their editor and stores what they changed. A text that is not stored is kept
 * in a file, which the error names. Throws `not_found`, `conflict` (somebody else was faster), `cancelled`, and
 * what is wrong with the text.
 */
export async function editMemory(context: CommandContext, given: string): Promise<CommandResult> {
  const opened = await openRepositories(context, { create: false, needs: WRITING });
  const memory = await readMemory(context, opened, given);
  const original = editableText(memory);
  const file = createEditFile(`memory-${memory.id.replaceAll(/[^A-Za-z0-9-]/g, '_')}.md`, original);
  try {
    return await editFile(context, opened.repositories, memory, file, original);
  } finally {
    file.remove();
  }
}

const WRITING: Permission = { resource: 'memory', action: 'write' };

/** As often as the person wants to mend what is wrong with the text. */
async function editFile(
  { signal }: CommandContext,
  repositories: Repositories,
  memory: Memory,
  file: EditFile,
  original: string,
): Promise<CommandResult> {
  for (;;) {
    try {
      await runEditor(chosenEditor(), file.path, signal);
      const edited = file.read();
      const patch = edited === original ? null : patchFromText(memory, edited);
      if (patch === null) return { text: 'Nothing was changed.', data: { id: memory.id, changed: [] } };
      const outcome = await repositories.memories.update(memory.id, patch, memory.version);
      return stored(memory, Object.keys(patch), outcome);
    } catch (thrown) {
      const error = asMemoryGraphError(thrown);
      if (canBeMended(error) && (await wantsToMend(error))) continue;
      throw withKeptText(error, file, original);
    }
  }
}

async function readMemory(
  context: CommandContext,
  { backend, repositories, scope }: OpenedRepositories,
  given: string,
): Promise<Memory> {
  const titles = async (ids: readonly string[]) =>
    new Map((await backend.findMemories(scope, ids)).map(({ id, title }) => [id, title]));
  const id = await resolveId(repositories.memories, given, titles).catch(async (thrown: unknown) => {
    // With tenants a person sees what they may see, here too; what was deleted is the operator's matter.
    if (scope.access !== null) throw thrown;
    const [deleted] = await backend.findMemories(context.operatorScope(), [given]);
    if (deleted === undefined) throw thrown;
    throw new MemoryGraphError(
      'conflict',
      `The memory ${given} is deleted. "memorygraph undelete ${given}" brings it back.`,
      { details: { id: given } },
    );
  });
  const [memory] = await backend.findMemories(scope, [id]);
  if (memory === undefined) throw notFound('memory', id);
  return memory;
}

function stored(memory: Memory, changed: readonly string[], outcome: UpdateOutcome): CommandResult {
  const done = `${safeLine(memory.title)}: ${changed.join(', ')} changed; it is at version ${outcome.version} now.`;
  return {
    text: [done, ...(outcome.masked ?? []).map(safeLine)].join('\n'),
    data: { ...outcome, changed },
  };
}

/** What the person can put right in the same text. */
function canBeMended({ code }: MemoryGraphError): boolean {
  return ['invalid_argument', 'invalid_text', 'too_large', 'secret_found'].includes(code);
}

async function wantsToMend(error: MemoryGraphError): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  writeNote(error.message);
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await reader.question('Open the editor again? [Y/n] ');
    return !/^no?$/i.test(answer.trim());
  } finally {
    reader.close();
  }
}

/** A text that was changed is the person's work: unless they called the edit off, it stays, and the error says where. */
function withKeptText(error: MemoryGraphError, file: EditFile, original: string): MemoryGraphError {
  if (error.code === 'cancelled' || file.read() === original) return error;
  file.keep();
  const advice =
    error.code === 'conflict' ? ' Edit the memory again and take over from there what you need.' : '';
  const sentence = `${error.operatorMessage} Your text is kept in ${file.path}.${advice}`;
  return new MemoryGraphError(error.code, sentence, {
    details: { ...error.details, kept_in: file.path },
    cause: error,
  });
}
