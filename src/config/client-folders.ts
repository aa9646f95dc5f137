import { homedir, tmpdir } from 'node:os';

/** What of this process decides where AI clients keep their configuration, and how they can start this program. */
export interface ClientSurroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The folder of the project: where the command is run. */
  readonly project: string;
  /** `APPDATA` of Windows. */
  readonly app_data?: string | undefined;
  readonly xdg_config_home?: string | undefined;
  readonly claude_config_dir?: string | undefined;
  readonly codex_home?: string | undefined;
  /** `PATH`. */
  readonly search_path: string;
  readonly temporary: readonly string[];
}

/** Reads them from the environment; empty variables count as not set. */
export function clientSurroundings(): ClientSurroundings {
  return {
    platform: process.platform,
    home: homedir(),
    project: process.cwd(),
    app_data: given(process.env.APPDATA),
    xdg_config_home: given(process.env.XDG_CONFIG_HOME),
    claude_config_dir: given(process.env.CLAUDE_CONFIG_DIR),
    codex_home: given(process.env.CODEX_HOME),
    search_path: process.env.PATH ?? '',
    temporary: [tmpdir()],
  };
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}
