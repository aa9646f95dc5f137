import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type CommandOutcome, runProcess } from '../support/command-line.js';
import type { ServerCommand } from '../support/mcp-types.js';
import { EXECUTABLE } from '../support/paths.js';
import { temporaryFolder } from '../support/temporary.js';
import { skip } from './checks.js';

/** The clients and validators, in the versions that the checks were written against. */
const PACKAGES = {
  claude: '@anthropic-ai/claude-code@2.1.330',
  codex: '@openai/codex@0.169.0',
  mcpb: '@anthropic-ai/mcpb@2.1.2',
} as const;

export type ProgramName = keyof typeof PACKAGES;

/** A home and a project of nobody, with the programs that were fetched. */
export interface Bench {
  readonly home: string;
  readonly project: string;
  /** This repository's server on the memories of the bench. */
  readonly server: ServerCommand;
  /** Runs a fetched program; `skip`s where it could not be fetched. */
  program(name: ProgramName, args: readonly string[], more?: RunMore): Promise<CommandOutcome>;
  /** Runs this repository's executable; fails where it fails. */
  own(args: readonly string[]): Promise<CommandOutcome>;
}

interface RunMore {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

const TIMEOUT_MS = 90_000;

/** Fetches the programs into a temporary folder, each alone, so that one that cannot be had stops no other. */
export async function fetchPrograms(): Promise<ReadonlyMap<ProgramName, string>> {
  const found = new Map<ProgramName, string>();
  for (const name of Object.keys(PACKAGES) as ProgramName[]) {
    const folder = temporaryFolder(`client-${name}`);
    const flags = ['--no-audit', '--no-fund', '--no-save', '--loglevel=error'];
    const args = ['install', '--prefix', folder, ...flags, PACKAGES[name]];
    // npm chooses an older client for an older Node unless the version is exact; the client brings its own runtime.
    await runProcess('npm', args, { cwd: folder, timeoutMs: TIMEOUT_MS }).catch(() => null);
    const file = path.join(folder, 'node_modules', '.bin', name);
    if (existsSync(file)) found.set(name, file);
  }
  return found;
}

/** A fresh bench for one check. */
export function bench(programs: ReadonlyMap<ProgramName, string>): Bench {
  const base = temporaryFolder('clients');
  const [home, project, temporary] = ['home', 'project', 'tmp'].map((name) => path.join(base, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [home, project, temporary]) mkdirSync(folder);
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    USERPROFILE: home,
    // The checkout under test may lie in the machine's own folder of temporary files, which must not decide here.
    TMPDIR: temporary,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    MEMORY_SQLITE_PATH: path.join(home, 'memories.db'),
  };
  return {
    home,
    project,
    server: {
      label: 'memorygraph',
      command: process.execPath,
      args: [EXECUTABLE],
      env: environment,
      cwd: project,
    },
    async program(name, args, { env = {}, cwd = project } = {}) {
      const file = programs.get(name) ?? skip(`${PACKAGES[name]} could not be fetched`);
      return await runProcess(file, args, { cwd, env: { ...environment, ...env }, timeoutMs: TIMEOUT_MS });
    },
    async own(args) {
      const outcome = await runProcess(process.execPath, [EXECUTABLE, ...args], {
        cwd: project,
        env: environment,
      });
      if (outcome.code !== 0) throw new Error(`memorygraph ${args.join(' ')}: ${outcome.stderr}`);
      return outcome;
    },
  };
}
