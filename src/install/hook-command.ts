import type { Launch } from './launch.js';

/** Moments at which the command line is asked by a client; the names that the `hook` command takes. */
const HOOK_EVENTS = ['session-start', 'pre-compact', 'stop', 'session-end'] as const;
export type HookEvent = (typeof HOOK_EVENTS)[number];

/** What a client is to run, before it is put into the shell that the client uses. */
export interface HookCall {
  readonly event: HookEvent;
  readonly client: string;
  readonly launch: Launch;
  /** Flags of settings, so that a hook looks where the server does. */
  readonly flags: readonly string[];
}

/** A hook that takes longer than this is given up by the client. */
export const HOOK_LIMIT_SECONDS = 2;

/** The words of a hook's command line. */
function hookWords({ event, client, launch, flags }: HookCall): string[] {
  return [launch.command, ...withoutNetwork(launch.args), 'hook', event, '--client', client, ...flags];
}

/** For a POSIX shell: says nothing and succeeds also where the program is gone. */
export function posixHookLine(call: HookCall): string {
  const path = call.launch.env.PATH;
  const prefix = path === undefined ? '' : `PATH=${posixWord(path)} `;
  return `${prefix}${hookWords(call).map(posixWord).join(' ')} 2>/dev/null || true`;
}

/** Arguments of `cmd` that do the same on Windows, for a client that starts programs without a shell. */
export function windowsHookArgs(call: HookCall): string[] {
  // `call` stands first because cmd strips the quotes of a line that begins with one.
  return ['/d', '/c', 'call', ...afterCmd(hookWords(call)), '2>nul', '||', 'exit', '/b', '0'];
}

/** The same as one line for cmd. */
export function cmdHookLine(call: HookCall): string {
  const words = afterCmd(hookWords(call)).map((word) => (/[\s&|<>^()]/.test(word) ? `"${word}"` : word));
  return `call ${words.join(' ')} 2>nul || exit /b 0`;
}

/** The same for a client whose shell on Windows is cmd or PowerShell, one does not know which. */
export function windowsHookLine(call: HookCall): string {
  return `cmd /d /c "${cmdHookLine(call)}"`;
}

const OWN_HOOK = new RegExp(`\\bhook ['"]?(?:${HOOK_EVENTS.join('|')})['"]? --client ['"]?[a-z-]+`);

/** True for a client's hook that runs this program, however it is started. */
export function isOwnHook(hook: unknown): boolean {
  if (typeof hook !== 'object' || hook === null) return false;
  const { command, args } = hook as Record<string, unknown>;
  const words = [command, ...(Array.isArray(args) ? args : [])];
  return OWN_HOOK.test(words.filter((word) => typeof word === 'string').join(' '));
}

/** A hook must not wait for a download: what npx does not have yet, the server's first start brings. */
function withoutNetwork(args: readonly string[]): string[] {
  return args.flatMap((word, index) => (word === '-y' && isNpx(args, index) ? ['--offline', word] : [word]));
}

function isNpx(args: readonly string[], index: number): boolean {
  return /^memorygraph(?:@|$)/.test(args[index + 1] ?? '');
}

/** On Windows the launch itself may be `cmd /c npx ...`. */
function afterCmd(words: readonly string[]): string[] {
  return words[0] === 'cmd' && words[1] === '/c' ? words.slice(2) : [...words];
}

function posixWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
