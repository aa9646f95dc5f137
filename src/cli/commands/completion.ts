import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CliCommand, CommandContext, CommandResult } from '../command.js';
import { SHELLS } from '../completion/shells.js';

const MOST_IDS = 50;

/** Prints what makes a shell complete the command line. */
export const completionCommand: CliCommand = {
  name: 'completion',
  group: 'Setting up',
  summary: 'print a script that makes your shell complete memorygraph',
  description:
    'Prints a script for your shell. With it the tab key completes commands, options, their values, and ids of memories.',
  arguments: [{ flags: '[shell]', description: `the shell: ${SHELLS.join(', ')}`, values: SHELLS }],
  options: [{ flags: '--ids <beginning>', description: 'print ids that begin so', hidden: true }],
  examples: [
    { line: 'memorygraph completion bash >> ~/.bashrc', says: 'bash' },
    { line: 'memorygraph completion zsh > "$' + '{fpath[1]}/_memorygraph"', says: 'zsh, with compinit' },
    { line: 'memorygraph completion fish > ~/.config/fish/completions/memorygraph.fish', says: 'fish' },
    { line: 'memorygraph completion powershell >> $PROFILE', says: 'PowerShell' },
  ],
  async run(context, options) {
    const beginning = options.text('ids');
    if (beginning !== undefined) return idsBeginning(context, beginning);
    const [given = ''] = options.argument('shell');
    const shell = SHELLS.find((name) => name === given.toLowerCase());
    if (shell === undefined)
      throw new MemoryGraphError('usage', `Which shell? Give one of ${SHELLS.join(', ')}.`);
    const { completionScript } = await import('../completion/script.js');
    const script = completionScript(shell, context.commands);
    return { text: script, data: { shell, script } };
  },
};

/** Asked by the scripts at every press of the key: silent where there is nothing to say, for whatever reason. */
async function idsBeginning(context: CommandContext, beginning: string): Promise<CommandResult> {
  const { openRepositories } = await import('../open-repositories.js');
  const { safeLine } = await import('../terminal/safe-text.js');
  try {
    const { backend, scope, repositories } = await openRepositories(context, { create: false });
    const ids = await repositories.memories.completeId(beginning, MOST_IDS);
    const found = new Map(
      (await backend.findMemories(scope, ids)).map((memory) => [memory.id, memory.title]),
    );
    return {
      text: ids.map((id) => `${id}\t${safeLine(found.get(id) ?? '')}`).join('\n'),
      data: { ids },
    };
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError) return { text: '', data: { ids: [] } };
    throw thrown;
  }
}
