import '../mcp/schema-mode.js';

import { startApp } from '../app/start-app.js';
import { packageVersion } from '../app/version.js';
import { loadConfig } from '../config/load.js';
import { processConfigInput } from '../config/process-input.js';
import { createLogger, type Logger } from '../observability/logger.js';
import { operatorScope } from '../policy/access-scope.js';
import { serveOverStdio } from '../transport/stdio.js';
import { guardProcess } from './guard-process.js';
import type { SettingFlags } from './parse/server-flags.js';
import { onStopSignal } from './stop-signals.js';
import { writeNote } from './terminal/output.js';

/**
 * Serves MCP over stdio until the client ends the input, or SIGTERM or SIGINT asks to stop: what is in flight is
 * answered, what is pending is written, the store is closed. Ends the process with 0 (SIGINT: 130).
 */
export async function serve(given: SettingFlags): Promise<void> {
  const config = loadConfig(processConfigInput(given));
  const logger = createLogger(config.settings.log_level);
  guardProcess();
  for (const warning of config.warnings) logger.warn(warning);
  for (const notice of config.notices) logger.info(notice);
  const version = packageVersion();
  const { multi_tenant_mode, user_id } = config.settings;
  const operatorScopes = (tenant_id: string | null, as = user_id) =>
    operatorScope(as, tenant_id ?? undefined);
  const app = await startApp(config, {
    logger,
    version,
    ...(multi_tenant_mode ? {} : { operatorScopes }),
  });
  if (process.stdin.isTTY) greet(version);
  const server = serveOverStdio(app.factory, {
    input: process.stdin,
    output: process.stdout,
    onError: (error) => logger.warn('Trouble on the connection.', { error }),
  });
  let exitCode = 0;
  const forget = onStopSignal((signal) => {
    exitCode = signal === 'SIGINT' ? 130 : 0;
    // As if the client had ended the input: requests in flight are answered first.
    process.stdin.destroy();
  });
  await server.closed;
  await app.close();
  await lastWords(logger);
  forget();
  process.exit(exitCode);
}

function greet(version: string): void {
  writeNote(
    `memorygraph ${version} is waiting for an MCP client on its standard input (Ctrl-C ends it). "memorygraph --help" shows what else it can do.`,
  );
}

async function lastWords(logger: Logger): Promise<void> {
  logger.debug('stopped');
  await logger.flush();
}
