import type { CliCommand } from '../command.js';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import { completedProgram } from './model.js';
import { powershellScript } from './powershell.js';
import type { Shell } from './shells.js';
import { zshScript } from './zsh.js';

/** The script that makes a shell complete `memorygraph`, from the catalog of commands. */
export function completionScript(shell: Shell, commands: readonly CliCommand[]): string {
  const program = completedProgram(commands);
  switch (shell) {
    case 'bash':
      return bashScript(program);
    case 'zsh':
      return zshScript(program);
    case 'fish':
      return fishScript(program);
    case 'powershell':
      return powershellScript(program);
  }
}
