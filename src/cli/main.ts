import { reportFailure } from './failure.js';
import { serverFlags } from './server-flags.js';

/**
 * The executable. Without a command it serves MCP over stdio, and loads nothing but what that needs;
 * everything else goes to the full command line. Sets `process.exitCode`; never throws.
 */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    const flags = serverFlags(argv);
    if (flags === null) {
      const { runCommandLine } = await import('./command-line.js');
      await runCommandLine(argv);
    } else {
      const { serve } = await import('./serve.js');
      await serve(flags);
    }
  } catch (thrown) {
    reportFailure(thrown, argv.includes('--json'));
  }
}
