import { join } from 'node:path';
import { cmdHookLine, HOOK_LIMIT_SECONDS, type HookEvent, posixHookLine } from '../hook-command.js';
import { jsonHooks } from '../hooks-file.js';
import { tomlServer } from '../server-entry.js';
import { keepingBom } from '../text-edit.js';
import type { Client } from './client.js';

/** Codex has more events, but takes no answer there that would help. */
const EVENTS: Readonly<Partial<Record<HookEvent, string>>> = {
  'session-start': 'SessionStart',
  stop: 'Stop',
};

/** Codex: `config.toml` and `hooks.json`, in `CODEX_HOME` or in the project's `.codex`. */
export const codex: Client = {
  name: 'codex',
  title: 'Codex',
  scopes: ['user', 'project'],
  bare_path: false,
  hook_events: ['session-start', 'stop'],
  next: ({ scope, hooks }) => [
    'Start Codex anew; /mcp lists memorygraph.',
    ...(hooks ? ['Codex runs new hooks only after you trusted them: it asks, or type /hooks.'] : []),
    ...(scope === 'project'
      ? ["Codex reads a project's configuration only where the project is trusted."]
      : []),
  ],
  files({ platform, home, project, codex_home }, request) {
    const folder = request.scope === 'user' ? (codex_home ?? join(home, '.codex')) : join(project, '.codex');
    const line = platform === 'win32' ? cmdHookLine : posixHookLine;
    const handlers = codex.hook_events.map((event) => ({
      event: EVENTS[event] ?? event,
      handler: {
        type: 'command',
        command: line({ event, client: codex.name, launch: request.launch, flags: request.flags }),
        timeout: HOOK_LIMIT_SECONDS,
      },
    }));
    return [
      {
        holds: 'server',
        path: join(folder, 'config.toml'),
        folder,
        edit: keepingBom(tomlServer('mcp_servers', request)),
      },
      {
        holds: 'hooks',
        path: join(folder, 'hooks.json'),
        folder,
        edit: keepingBom(jsonHooks('grouped', request.hooks ? handlers : [])),
      },
    ];
  },
};
