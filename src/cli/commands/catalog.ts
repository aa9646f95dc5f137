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
import { migrateToMultitenantCommand } from './migrate-to-multitenant.js';
import {
  projectListCommand,
  projectMergeCommand,
  projectRenameCommand,
  projectSeparateCommand,
} from './project.js';
import { projectGrantCommand, projectGrantsCommand } from './project-grant.js';
import { purgeCommand } from './purge.js';
import { restoreCommand } from './restore.js';
import { searchCommand } from './search.js';
import { showCommand } from './show.js';
import { statsCommand } from './stats.js';
import { tenantAddCommand, tenantListCommand, tenantResumeCommand, tenantSuspendCommand } from './tenant.js';
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
  projectGrantCommand,
  projectGrantsCommand,
  installCommand,
  hookCommand,
  completionCommand,
  demoCommand,
  healthCommand,
  configCommand,
  toolsCommand,
  verifyCommand,
  exportCommand,
  importCommand,
  backupCommand,
  restoreCommand,
  migrateToMultitenantCommand,
  tenantAddCommand,
  tenantListCommand,
  tenantSuspendCommand,
  tenantResumeCommand,
  tokenCommand,
  auditListCommand,
  auditVerifyCommand,
  auditExportCommand,
  auditHeadsCommand,
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
