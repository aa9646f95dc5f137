import type { HookEvent } from '../hook-command.js';
import type { Launch } from '../launch.js';
import type { TextEdit } from '../text-edit.js';

/** Whose configuration: this person's in every project, or one project's for all who work on it. */
export type Scope = 'user' | 'project';

/** Folders that decide where clients keep their configuration. */
export interface ClientFolders {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The folder of the project: where the command is run. */
  readonly project: string;
  /** `APPDATA` of Windows. */
  readonly app_data?: string | undefined;
  readonly xdg_config_home?: string | undefined;
  readonly claude_config_dir?: string | undefined;
  readonly codex_home?: string | undefined;
}

/** What is written for a client. */
export interface InstallRequest {
  readonly scope: Scope;
  readonly launch: Launch;
  /** What follows the launch for the server alone. */
  readonly server_args: readonly string[];
  /** Settings by the name of their variable. */
  readonly settings: Readonly<Record<string, string>>;
  /** The same settings as flags of a hook's command line. */
  readonly flags: readonly string[];
  readonly hooks: boolean;
  readonly force: boolean;
}

/** One file of a client's configuration. */
export interface ClientFile {
  readonly holds: 'server' | 'hooks';
  readonly path: string;
  /** The client's own folder: it and those below it are removed when they were made for this file and are empty. */
  readonly folder: string | null;
  readonly edit: TextEdit;
}

/** Everything known of one client; one file a client. */
export interface Client {
  readonly name: string;
  /** As people call it. */
  readonly title: string;
  /** Where its configuration may be; the first is the usual one. */
  readonly scopes: readonly [Scope, ...Scope[]];
  /** True where the client is started without a shell, so that its PATH may lack Node. */
  readonly bare_path: boolean;
  /** Moments at which it can run a hook that this program has an answer for. */
  readonly hook_events: readonly HookEvent[];
  /** What the person has to do so that the client sees the change; each a sentence. */
  next(request: InstallRequest): readonly string[];
  files(folders: ClientFolders, request: InstallRequest): readonly ClientFile[];
}
