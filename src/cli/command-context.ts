import { callersOf } from '../app/callers.js';
import { systemClock } from '../app/clock.js';
import { workingProject } from '../app/current-project.js';
import { openStore } from '../app/open-store.js';
import { localPrincipal } from '../auth/local.js';
import type { Config } from '../config/config.js';
import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';
import type { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { Logger } from '../observability/logger.js';
import { operatorScope } from '../policy/access-scope.js';
import { type Permission, requirePermission } from '../policy/permissions.js';
import type { Look } from './auditing/command-audit.js';
import type { CliCommand, CommandContext } from './command.js';
import { createProgress } from './terminal/progress.js';

/** What one run of a command works with, and the closing of what it opened. */
export function createCommandContext(given: {
  readonly config: Config;
  readonly logger: Logger;
  readonly version: string;
  readonly commands: readonly CliCommand[];
  readonly signal: AbortSignal;
  readonly yes: boolean;
}): { context: CommandContext; close: (run: CommandRun) => Promise<void> } {
  const opened: Backend[] = [];
  const { settings } = given.config;
  /** What the store was looked at through, and as whom. */
  const looks: Look[] = [];
  const noted = (scope: AccessScope, principal = localPrincipal(settings.user_id)): AccessScope => {
    looks.push({ scope, principal });
    return scope;
  };
  const started_at = systemClock.now();
  const progress = createProgress();
  const context: CommandContext = {
    ...given,
    progress,
    async open(use) {
      const backend = await openStore(settings, { ...use, logger: given.logger });
      opened.push(backend);
      return backend;
    },
    async principalScope(backend, needs = READING) {
      const project = workingProject(given.config).current?.project_id ?? null;
      const { identity, admit, scopeOf } = await callersOf(given.config, backend, project);
      const principal = await identity.principal();
      await admit?.(principal);
      const scope = noted(await scopeOf(principal), principal);
      requirePermission(principal, needs);
      return scope;
    },
    operatorScope: (as = settings.user_id, tenant_id = settings.default_tenant) =>
      noted(settings.multi_tenant_mode ? operatorScope(as, tenant_id) : operatorScope(as)),
    async confirm(question) {
      progress.clear();
      const { confirm } = await import('./terminal/confirm.js');
      await confirm(question, given.yes);
    },
  };
  return {
    context,
    async close(run) {
      progress.clear();
      for (const backend of opened) await backend.close();
      if (opened.length === 0 || !settings.multi_tenant_mode || settings.enable_audit_log === false) return;
      const { auditCommand } = await import('./auditing/command-audit.js');
      await auditCommand(given, looks, { ...run, started_at });
    },
  };
}

const READING: Permission = { resource: 'memory', action: 'read' };

/** How a command was run. */
export interface CommandRun {
  readonly name: string;
  /** What stood behind its name without a flag. */
  readonly arguments: readonly string[];
  /** null = it went well. */
  readonly error: MemoryGraphError | null;
}
