import { join } from 'node:path';
import { HOOK_LIMIT_SECONDS, type HookEvent, posixHookLine, windowsHookLine } from '../hook-command.js';
import { jsonHooks } from '../hooks-file.js';
import { jsonServer } from '../server-entry.js';
import { keepingBom } from '../text-edit.js';
import type { Client } from './client.js';

/** Cursor has more events, but takes no answer there that would help. */
const EVENTS: Readonly<Partial<Record<HookEvent, string>>> = { 'session-start': 'sessionStart' };

/** Cursor: `mcp.json` and `hooks.json`, in the home or in the project. */
export const cursor: Client = {
  name: 'cursor',
  title: 'Cursor',
  scopes: ['user', 'project'],
  bare_path: false,
  hook_events: ['session-start'],
  next: () => ['Start Cursor anew; its settings list memorygraph under MCP. Hooks need Cursor 2.4 or later.'],
  files({ platform, home, project }, request) {
    const folder = join(request.scope === 'user' ? home : project, '.cursor');
    const line = platform === 'win32' ? windowsHookLine : posixHookLine;
    const handlers = cursor.hook_events.map((event) => ({
      event: EVENTS[event] ?? event,
      handler: {
        command: line({ event, client: cursor.name, launch: request.launch, flags: request.flags }),
        timeout: HOOK_LIMIT_SECONDS,
      },
    }));
    return [
      {
        holds: 'server',
        path: join(folder, 'mcp.json'),
        folder,
        edit: keepingBom(jsonServer('mcpServers', request, { type: 'stdio' })),
      },
      {
        holds: 'hooks',
        path: join(folder, 'hooks.json'),
        folder,
        edit: keepingBom(jsonHooks('flat', request.hooks ? handlers : [], { version: 1 })),
      },
    ];
  },
};
