import { spawn } from 'node:child_process';
import { EXECUTABLE } from './paths.js';
import { type OwnServerOptions, ownEnvironment } from './servers.js';

export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command of the built executable to its end. */
export function runCommand(options: OwnServerOptions, args: readonly string[]): Promise<CommandOutcome> {
  return runProcess(process.execPath, [EXECUTABLE, ...args], {
    cwd: options.folder,
    env: ownEnvironment(options),
  });
}

/** Runs any program to its end, with its output kept. */
export function runProcess(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; timeoutMs?: number },
): Promise<CommandOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? 600_000,
      killSignal: 'SIGKILL',
    });
    const stop = (): void => void child.kill('SIGKILL');
    process.once('exit', stop);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => {
      process.removeListener('exit', stop);
      resolve({ code, stdout, stderr });
    });
  });
}

/** The `verify` command: null where it finds nothing wrong, else what it said. */
export async function verifyStore(folder: string): Promise<string | null> {
  const { code, stdout, stderr } = await runCommand({ folder }, ['verify']);
  return code === 0 ? null : `verify ended with ${code}: ${stdout}\n${stderr}`.trim();
}
