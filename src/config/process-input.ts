import { homedir, tmpdir, userInfo } from 'node:os';
import type { ConfigInput } from './config.js';

/** The configuration's view of this process: its environment, home and user. */
export function processConfigInput(given: Pick<ConfigInput, 'flags' | 'file'>): ConfigInput {
  return {
    ...given,
    environment: process.env,
    home: homedir(),
    working_directory: process.cwd(),
    temporary: [tmpdir()],
    os_user: osUser,
  };
}

/** A container may run as a user id without a name. */
function osUser(): string {
  try {
    return userInfo().username || 'local';
  } catch {
    return 'local';
  }
}
