/**
 * The executable. Without a command it serves MCP over stdio; what that needs is one file. Everything else goes to
 * the full command line, a bundle of its own. This file imports neither: whoever calls reads only what it needs.
 * Sets `process.exitCode`; never throws.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const [first] = argv;
  if (first === undefined || first.startsWith('-')) {
    const { runServerLine } = await import('./server-line.js');
    if (await runServerLine(argv)) return;
  }
  const { runCommandLine } = await import('./command-line.js');
  await runCommandLine(argv);
}
