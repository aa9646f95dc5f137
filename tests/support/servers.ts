import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ServerCommand } from './mcp-types.js';
import { EXECUTABLE, PEER } from './paths.js';

export interface OwnServerOptions {
  /** The folder of the store; the working and home folder of the process as well. */
  readonly folder: string;
  /** Default: core. */
  readonly profile?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Environment of a process that shares nothing with the user's own memories. */
export function ownEnvironment(options: OwnServerOptions): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: options.folder,
    USERPROFILE: options.folder,
    MEMORY_SQLITE_PATH: storePath(options.folder),
    MEMORY_LOG_LEVEL: 'error',
    ...(options.profile === undefined ? {} : { MEMORY_TOOL_PROFILE: options.profile }),
    ...options.env,
  };
}

export function storePath(folder: string): string {
  return path.join(folder, 'memory.db');
}

/** This repository's server as it is built. */
export function ownServer(options: OwnServerOptions): ServerCommand {
  if (!existsSync(EXECUTABLE)) throw new Error(`${EXECUTABLE} is missing: run "npm run build" first`);
  return {
    label: 'memorygraph',
    command: process.execPath,
    args: [EXECUTABLE],
    env: ownEnvironment(options),
    cwd: options.folder,
  };
}

/** The reference memory server, on one JSONL file. */
export function peerServer(folder: string): ServerCommand {
  return {
    label: 'server-memory',
    command: process.execPath,
    args: [PEER],
    env: { PATH: process.env.PATH ?? '', HOME: folder, MEMORY_FILE_PATH: peerFile(folder) },
    cwd: folder,
  };
}

export function peerFile(folder: string): string {
  return path.join(folder, 'peer.jsonl');
}
