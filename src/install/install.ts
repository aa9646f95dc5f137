import { MemoryGraphError } from '../errors/memory-graph-error.js';
import { applySteps } from './apply.js';
import { CLIENTS } from './clients/catalog.js';
import type { Client, ClientFile, ClientFolders, InstallRequest, Scope } from './clients/client.js';
import { backupPath } from './config-file.js';
import { chooseLaunch, givenLaunch, type Launch, type Program } from './launch.js';
import { type FileAction, type FileStep, planInstall, planRemoval } from './plan.js';

/** What a person asks for. */
export interface InstallWish {
  readonly client: string;
  /** undefined = where the client usually keeps it. */
  readonly scope: Scope | undefined;
  readonly remove: boolean;
  /** Writes nothing. */
  readonly print: boolean;
  readonly hooks: boolean;
  readonly force: boolean;
  /** A command line that starts this program; undefined = worked out. */
  readonly command: string | undefined;
  /** Settings by the name of their variable. */
  readonly settings: Readonly<Record<string, string>>;
  /** What follows the launch for the server alone. */
  readonly server_args: readonly string[];
  /** What a hook needs of both, as flags. */
  readonly flags: readonly string[];
}

/** What was done with one file, or would be. */
export interface FileReport {
  readonly holds: FileStep['holds'];
  readonly path: string;
  readonly action: FileAction;
  /** The copy from before; null = none is kept. */
  readonly backup: string | null;
  /** What is added, as it would look in an empty file: the file itself may hold secrets. null = nothing. */
  readonly adds: string | null;
}

export interface InstallReport {
  readonly client: Client;
  readonly scope: Scope;
  readonly launch: Launch;
  readonly files: readonly FileReport[];
  /** What the person has to do, and what he should know. */
  readonly next: readonly string[];
}

/**
 * Writes a client's configuration, or takes it back: every file or none. Starts nothing and asks no network.
 * Throws `usage` for an unknown client or scope, and what `planInstall` throws.
 */
export function install(wish: InstallWish, folders: ClientFolders, program: Program): InstallReport {
  const client = clientNamed(wish.client);
  const scope = scopeOf(client, wish.scope);
  const launch =
    wish.command === undefined
      ? chooseLaunch(program, { shared: scope === 'project', bare: client.bare_path })
      : givenLaunch(wish.command);
  const { settings, server_args, flags, force } = wish;
  const hooks = wish.hooks && client.hook_events.length > 0;
  const request: InstallRequest = { scope, launch, server_args, settings, flags, hooks, force };
  const files = client.files(folders, request);
  const steps = wish.remove ? planRemoval(files, request) : planInstall(files, request);
  if (!wish.print) applySteps(steps);
  return {
    client,
    scope,
    launch,
    files: steps.map((step, index) => reportOf(step, wish.remove ? undefined : files[index])),
    next: wish.remove ? [] : [...client.next(request), ...remarks(request)],
  };
}

function clientNamed(name: string): Client {
  const found = CLIENTS.find((client) => client.name === name);
  if (found !== undefined) return found;
  const names = CLIENTS.map((client) => client.name).join(', ');
  throw new MemoryGraphError(
    'usage',
    `There is no client ${JSON.stringify(name)} to install for. Known are ${names}.`,
  );
}

function scopeOf(client: Client, wanted: Scope | undefined): Scope {
  const [usual] = client.scopes;
  if (wanted === undefined || client.scopes.includes(wanted)) return wanted ?? usual;
  throw new MemoryGraphError(
    'usage',
    `${client.title} has no configuration of a ${wanted}. Leave --${wanted} out.`,
  );
}

function remarks({ scope, launch }: InstallRequest): string[] {
  if (scope === 'user' || launch.portable) return [];
  return [
    'The files name this program by its path on this machine. To share them, install with --command "npx -y memorygraph".',
  ];
}

function reportOf({ holds, file, action, backup }: FileStep, installed: ClientFile | undefined): FileReport {
  const kept = backup === 'write' ? backupPath(file) : null;
  const adds = installed === undefined || action === 'none' ? null : installed.edit.add('', false);
  return { holds, path: file.path, action, backup: kept, adds };
}
