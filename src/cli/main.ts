import { reportFailure } from './failure.js';
import { serve } from './serve.js';
import { serverFlags } from './server-flags.js';

/**
 * The executable. Without a command it serves MCP over stdio; what that needs is in one file, so that a start
 * reads one file. Everything else goes to the full command line, a bundle of its own that is loaded on demand.
 * Sets `process.exitCode`; never throws.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const flags = serverFlags(argv);
  if (flags === null) {
    const { runCommandLine } = await import('./command-line.js');
    return runCommandLine(argv);
  }
  try {
    await serve(flags);
  } catch (thrown) {
    reportFailure(thrown, argv.includes('--json'));
  }
}
