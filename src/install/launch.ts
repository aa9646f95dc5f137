import { basename, dirname } from 'node:path';
import { MemoryGraphError } from '../errors/memory-graph-error.js';

/** How a client starts this program, before what it is started for. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  /** What the client's own environment may lack. */
  readonly env: Readonly<Record<string, string>>;
  /** False: it names files of this machine, so a shared file should not hold it. */
  readonly portable: boolean;
}

/** What is known of the program that runs now. */
export interface Program {
  readonly version: string;
  readonly platform: NodeJS.Platform;
  /** A path of this Node that outlives an update of it, where there is one. */
  readonly node: string;
  /** The file of this program, links resolved. */
  readonly script: string;
  /** npx beside this Node; null = there is none. */
  readonly npx: string | null;
  /** True where the file lies in a cache or a folder of temporary files, and may be gone tomorrow. */
  readonly passing: boolean;
  /** True where a package manager installed it, so that others can get the same by its name. */
  readonly packaged: boolean;
}

/** The usual folders of programs, for a client that is started without a shell. */
const USUAL_PATH = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/bin'];

/**
 * Decides how a client starts this program: by file where that will still be there tomorrow and only this person
 * reads the configuration, else by name through npx with this version.
 * @param use `shared`: others read the file. `bare`: the client's PATH may lack Node.
 */
export function chooseLaunch(
  program: Program,
  use: { readonly shared: boolean; readonly bare: boolean },
): Launch {
  const { node, script, npx, version, platform } = program;
  if (!program.passing && !(use.shared && program.packaged))
    return { command: node, args: [script], env: {}, portable: false };
  const args = ['-y', `memorygraph@${version}`];
  if (platform === 'win32')
    // npx is a script of the command interpreter there: programs cannot start it.
    return { command: 'cmd', args: ['/c', 'npx', ...args], env: {}, portable: true };
  if (!use.bare || npx === null) return { command: 'npx', args, env: {}, portable: true };
  const path = [...new Set([dirname(npx), ...USUAL_PATH])].join(':');
  return { command: npx, args, env: { PATH: path }, portable: false };
}

/** A command line that the person gives: words, quoted where they hold blanks. Throws `usage`. */
export function givenLaunch(line: string): Launch {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '') {
    const match = /^(?:"([^"]*)"|'([^']*)'|([^\s"']+))(?:\s+|$)/.exec(rest);
    if (match === null)
      throw new MemoryGraphError('usage', '--command must be words with blanks between, quoted as a whole.');
    words.push(match[1] ?? match[2] ?? match[3] ?? '');
    rest = rest.slice(match[0].length);
  }
  const [command = '', ...args] = words;
  if (command === '') throw new MemoryGraphError('usage', '--command must name a program.');
  return { command, args, env: {}, portable: !/[\\/]/.test(line) };
}

/** True for a command line that starts this program: through a package runner, or by its file. */
export function startsMemorygraph(command: unknown, args: unknown): boolean {
  if (typeof command !== 'string') return false;
  const words = [command, ...(Array.isArray(args) ? args.filter((word) => typeof word === 'string') : [])];
  if (words.some((word) => /(?:^|[\\/])memorygraph\.js$/.test(word))) return true;
  const runner = words.findIndex((word) => RUNNERS.test(basename(word.replaceAll('\\', '/'))));
  return runner >= 0 && words.slice(runner + 1).some((word) => /^memorygraph(?:@[^/\\]+)?$/.test(word));
}

const RUNNERS = /^(?:npx|bunx|pnpx|dlx|x)(?:\.cmd|\.exe)?$/;
