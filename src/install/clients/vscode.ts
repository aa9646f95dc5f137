import { join } from 'node:path';
import { jsonServer } from '../server-entry.js';
import { keepingBom } from '../text-edit.js';
import type { Client } from './client.js';
import { configFolder } from './config-folder.js';

/** VS Code: `mcp.json` of the workspace or of the default profile. Its hooks are a preview, and those of Claude Code. */
export const vscode: Client = {
  name: 'vscode',
  title: 'VS Code',
  scopes: ['user', 'project'],
  bare_path: false,
  hook_events: [],
  next: () => ['Run "MCP: List Servers" in VS Code and start memorygraph; it asks once whether to trust it.'],
  files(folders, request) {
    const user = join(configFolder(folders), 'Code');
    const project = join(folders.project, '.vscode');
    return [
      {
        holds: 'server',
        path: request.scope === 'user' ? join(user, 'User', 'mcp.json') : join(project, 'mcp.json'),
        folder: request.scope === 'user' ? user : project,
        edit: keepingBom(jsonServer('servers', request, { type: 'stdio' })),
      },
    ];
  },
};
