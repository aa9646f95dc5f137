import { reportFailure } from './failure.js';
import { serverFlags } from './parse/server-flags.js';
import { serve } from './serve.js';

/**
 * Serves where the command line only starts the server, and reports a failure of it. Never throws.
 * @returns false for anything else, of which nothing was done.
 */
export async function runServerLine(argv: readonly string[]): Promise<boolean> {
  const flags = serverFlags(argv);
  if (flags === null) return false;
  try {
    await serve(flags);
  } catch (thrown) {
    reportFailure(thrown, argv.includes('--json'));
  }
  return true;
}
