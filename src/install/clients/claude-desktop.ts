import { join } from 'node:path';
import { jsonServer } from '../server-entry.js';
import { keepingBom } from '../text-edit.js';
import type { Client } from './client.js';
import { configFolder } from './config-folder.js';

/** Claude Desktop: one file a person. It has no hooks. */
export const claudeDesktop: Client = {
  name: 'claude-desktop',
  title: 'Claude Desktop',
  scopes: ['user'],
  bare_path: true,
  hook_events: [],
  next: () => ['Quit Claude Desktop and start it anew; the server is among its connectors.'],
  files(folders, request) {
    const folder = join(configFolder(folders), 'Claude');
    return [
      {
        holds: 'server',
        path: join(folder, 'claude_desktop_config.json'),
        folder,
        edit: keepingBom(jsonServer('mcpServers', request)),
      },
    ];
  },
};
