import { join } from 'node:path';
import { HOOK_LIMIT_SECONDS, type HookEvent, posixHookLine, windowsHookArgs } from '../hook-command.js';
import { jsonHooks } from '../hooks-file.js';
import { jsonServer } from '../server-entry.js';
import { keepingBom } from '../text-edit.js';
import type { Client, ClientFolders, InstallRequest } from './client.js';

const EVENTS: Readonly<Record<HookEvent, string>> = {
  'session-start': 'SessionStart',
  'pre-compact': 'PreCompact',
  stop: 'Stop',
  'session-end': 'SessionEnd',
};

/** Claude Code: servers and settings are files of their own; `CLAUDE_CONFIG_DIR` moves both. */
export const claudeCode: Client = {
  name: 'claude-code',
  title: 'Claude Code',
  scopes: ['user', 'project'],
  bare_path: false,
  hook_events: ['session-start', 'pre-compact', 'stop', 'session-end'],
  next: ({ scope }) => [
    'Start Claude Code anew; /mcp lists memorygraph as connected.',
    ...(scope === 'project'
      ? ['Claude Code asks each person once whether to trust the server of a project.']
      : []),
  ],
  files(folders, request) {
    const { project, home, claude_config_dir } = folders;
    const own = claude_config_dir ?? join(home, '.claude');
    const user = request.scope === 'user';
    const folder = user ? own : join(project, '.claude');
    return [
      {
        holds: 'server',
        path: user ? join(claude_config_dir ?? home, '.claude.json') : join(project, '.mcp.json'),
        folder: null,
        edit: keepingBom(jsonServer('mcpServers', request, { type: 'stdio' })),
      },
      {
        holds: 'hooks',
        path: join(folder, 'settings.json'),
        folder,
        edit: keepingBom(jsonHooks('grouped', request.hooks ? handlers(folders, request) : [])),
      },
    ];
  },
};

function handlers({ platform }: ClientFolders, { launch, flags }: InstallRequest) {
  return claudeCode.hook_events.map((event) => {
    const call = { event, client: claudeCode.name, launch, flags };
    // On Windows a shell of its own: Claude Code takes Git Bash or PowerShell, whichever is there.
    const how =
      platform === 'win32'
        ? { command: 'cmd', args: windowsHookArgs(call) }
        : { command: posixHookLine(call) };
    return { event: EVENTS[event], handler: { type: 'command', ...how, timeout: HOOK_LIMIT_SECONDS } };
  });
}
