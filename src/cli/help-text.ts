import { describeSettings } from '../config/describe.js';

/** What `memorygraph --help` says below the commands: settings, examples, exit codes. */
export function helpAfterCommands(): string {
  const settings = describeSettings().flatMap(({ flag, env, description, default: usual }) => [
    `  ${flag}, ${env}`,
    `      ${description} Default: ${usual}.`,
  ]);
  return `
Settings (a flag goes before the environment, that before the config file, that before the default):
${settings.join('\n')}

Examples:
  memorygraph health
      try the configured store: write, read, search, delete
  memorygraph --tool-profile extended
      serve, with every tool shown
  memorygraph backup --output memories.backup.gz
      everything in one file; "memorygraph restore" puts it back

Exit codes:
  0 done, 1 failed, 2 wrong use or settings, 3 not found, 4 conflict, 5 forbidden, 6 the store cannot be
  used, 7 the store is busy or full, 130 interrupted. A server that is asked to stop (end of its input,
  SIGTERM) finishes its work and ends with 0.`;
}
