import { packageVersion } from '../app/version.js';
import { loadConfig } from '../config/load.js';
import { processConfigInput } from '../config/process-input.js';
import { asMemoryGraphError, type MemoryGraphError } from '../errors/memory-graph-error.js';
import { createLogger } from '../observability/logger.js';
import type { CliCommand } from './command.js';
import { createCommandContext } from './command-context.js';
import { contextCommand } from './commands/context.js';
import { reportFailure } from './failure.js';
import { guardProcess } from './guard-process.js';
import type { ParsedLine } from './parse/program.js';
import { onStopSignal } from './stop-signals.js';
import { writeJson, writeNote, writeOutput } from './terminal/output.js';
import { readPlainLine } from './terminal/plain-line.js';

const INTERRUPTED = 130;
/** Commands that programs wait for: read and run without loading the others. */
const QUICK: readonly CliCommand[] = [contextCommand];

/** Runs one command from the command line to its exit code, and reports its failure. Never throws. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  if (argv[0] === 'hook' && !argv.some((each) => each === '--help' || each === '-h')) {
    // A client waits for it: nothing of a failure may reach it, not even a message.
    const { runHookLine } = await import('./hooks/hook-line.js');
    return await runHookLine(argv.slice(1));
  }
  guardProcess();
  try {
    const version = packageVersion();
    const quick = readPlainLine(argv, QUICK);
    if (quick !== null) await runCommand(quick, version, []);
    else await runAny(argv, version);
  } catch (thrown) {
    reportFailure(thrown, argv.includes('--json'));
  }
}

/** With every command at hand, and the parser that explains what is wrong with a line. */
async function runAny(argv: readonly string[], version: string): Promise<void> {
  const [{ COMMANDS }, { parseLine }] = await Promise.all([
    import('./commands/catalog.js'),
    import('./parse/program.js'),
  ]);
  const line = parseLine(argv, COMMANDS, version);
  if (line !== null) await runCommand(line, version, COMMANDS);
}

async function runCommand(line: ParsedLine, version: string, commands: readonly CliCommand[]): Promise<void> {
  const config = loadConfig(processConfigInput(line));
  const logger = createLogger(config.settings.log_level);
  for (const warning of config.warnings) writeNote(`memorygraph: ${warning}`);
  for (const notice of config.notices) logger.info(notice);
  const stop = new AbortController();
  const forget = onStopSignal(() => stop.abort());
  const { yes } = line;
  const { context, close } = createCommandContext({
    config,
    logger,
    version,
    commands,
    signal: stop.signal,
    yes,
  });
  let error: MemoryGraphError | null = null;
  try {
    const result = await line.command.run(context, line.options);
    context.progress.clear();
    if (line.json) writeJson(result.data);
    else if (result.text !== '') writeOutput(result.text);
    process.exitCode = result.exit_code ?? 0;
  } catch (thrown) {
    error = asMemoryGraphError(thrown);
    if (!stop.signal.aborted) throw thrown;
    writeNote('memorygraph: interrupted');
    process.exitCode = INTERRUPTED;
  } finally {
    forget();
    await close({ name: line.command.name, arguments: namedRecords(line), error });
    await logger.flush();
  }
}

/** What the line names, for the audit log: never the words of a search, nor anything else that a memory may say. */
function namedRecords({ command, options }: ParsedLine): string[] {
  return (command.arguments ?? [])
    .filter(({ ids, names }) => ids === true || names === true)
    .flatMap(({ flags }) => options.argument(plainName(flags)));
}

/** The name of an argument without the brackets that say whether it must be given. */
function plainName(flags: string): string {
  return flags.replaceAll(/[<>[\].]/g, '');
}
