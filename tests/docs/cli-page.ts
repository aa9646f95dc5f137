import type { CommandDescription } from '../../src/cli/commands/catalog.js';
import { exitCodeTable } from './errors-page.js';
import { anchor, block, code, GENERATED_NOTE, markdownTable, page } from './markdown.js';

const EVERYWHERE: readonly (readonly [string, string])[] = [
  ['--json', 'answer in JSON on stdout; errors too, on stderr'],
  ['--yes', 'answer yes to every question, for scripts'],
  ['--config <FILE>', 'read settings from this file instead of `~/.memorygraph/config.json`'],
  ['-h, --help', 'print help, of the program or of one command'],
  ['-V, --version', 'print the version'],
];

/** The reference page of the command line. */
export function cliPage(commands: readonly CommandDescription[]): string {
  const list = commands.map(({ name, summary }) => [`[${code(name)}](#${anchor(name)})`, summary]);
  return page([
    '# Command line',
    GENERATED_NOTE,
    INTRO,
    markdownTable(['command', 'what it does'], list),
    '## Options everywhere',
    markdownTable(
      ['option', 'what it does'],
      EVERYWHERE.map(([flags, says]) => [code(flags), says]),
    ),
    'Every [setting](../CONFIGURATION.md) is a flag as well, and may stand before or after the command.',
    '## Exit codes',
    exitCodeTable(),
    ...commands.map(commandSection),
  ]);
}

const INTRO = `Without a command, \`memorygraph\` serves MCP over standard input and output: that is what a client's configuration starts.
It ends with 0 when the client closes the input or on SIGTERM, after finishing its work.

Commands work on the configured store. They may run while servers are using it. Answers go to stdout, everything
else to stderr; progress is drawn on a terminal only.`;

function commandSection({ name, description, options, examples, ...rest }: CommandDescription): string {
  const given = rest.arguments.map(({ flags, description: says }) => [code(flags), says]);
  const rows = options.map((option) => [
    code(option.flags),
    `${option.description}${option.required === true ? ' (required)' : ''}`,
  ]);
  const lines = examples.map(({ line, says }) => `# ${says}\n${line}`);
  return page([
    `## ${name}`,
    description,
    given.length === 0 ? '' : markdownTable(['argument', 'what it is'], given),
    rows.length === 0 ? '' : markdownTable(['option', 'what it does'], rows),
    lines.length === 0 ? '' : block('sh', lines.join('\n\n')),
  ]).trim();
}
