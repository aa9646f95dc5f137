import { join } from 'node:path';
import type { ClientFolders } from './client.js';

/** Where applications of this system keep what is configured for a person. */
export function configFolder({ platform, home, app_data, xdg_config_home }: ClientFolders): string {
  if (platform === 'win32') return app_data ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return xdg_config_home ?? join(home, '.config');
}
