import type { CliArgument, CliCommand, CliExample, CliOption } from '../command.js';
import { auditExportCommand } from './audit-export.js';
import { auditHeadsCommand } from './audit-heads.js';
import { auditListCommand } from './audit-list.js';
import { auditVerifyCommand } from './audit-verify.js';
import { backupCommand } from './backup.js';
import { completionCommand } from './completion.js';
import { configCommand } from './config.js';
import { contextCommand } from './context.js';
import { demoCommand } from './demo.js';
import { editCommand } from './edit.js';
import { exportCommand } from './export.js';
import { healthCommand } from './health.js';
import { hookCommand } from './hook.js';
import { importCommand } from './import.js';
import { installCommand } from './install.js';
import { listCommand } from './list.js';
import {
  projectListCommand,
  projectMergeCommand,
  projectRenameCommand,
  projectSeparateCommand,
} from './project.js';
import { purgeCommand } from './purge.js';
import { restoreCommand } from './restore.js';
import { searchCommand } from './search.js';
import { showCommand } from './show.js';
import { statsCommand } from './stats.js';
import { tokenCommand } from './token.js';
import { toolsCommand } from './tools.js';
import { undeleteCommand } from './undelete.js';
import { undoCommand } from './undo.js';
import { verifyCommand } from './verify.js';

/** Every command, in the order help shows them. */
export const COMMANDS: readonly CliCommand[] = [
  searchCommand,
  showCommand,
  listCommand,
  statsCommand,
  editCommand,
  undeleteCommand,
  undoCommand,
  purgeCommand,
  contextCommand,
  projectListCommand,
  projectRenameCommand,
  projectMergeCommand,
  projectSeparateCommand,
  installCommand,
  hookCommand,
  completionCommand,
  demoCommand,
  tokenCommand,
  healthCommand,
  configCommand,
  toolsCommand,
  verifyCommand,
  auditListCommand,
  auditVerifyCommand,
  auditExportCommand,
  auditHeadsCommand,
  exportCommand,
  importCommand,
  backupCommand,
  restoreCommand,
];

/** A command as the reference page shows it. */
export interface CommandDescription {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly arguments: readonly CliArgument[];
  readonly options: readonly CliOption[];
  readonly examples: readonly CliExample[];
}

/** All commands, for the reference page. */
export function describeCommands(): CommandDescription[] {
  return COMMANDS.map(({ name, summary, description, options, examples, ...rest }) => ({
    name,
    summary,
    description,
    arguments: rest.arguments ?? [],
    options: options.filter(({ hidden }) => hidden !== true),
    examples,
  }));
}
