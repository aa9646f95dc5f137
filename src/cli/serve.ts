import type { SettingFlags } from './server-flags.js';
export async function serve(_flags: SettingFlags): Promise<void> {}
