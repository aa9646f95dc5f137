import { claudeCode } from './claude-code.js';
import { claudeDesktop } from './claude-desktop.js';
import type { Client } from './client.js';
import { codex } from './codex.js';
import { cursor } from './cursor.js';
import { vscode } from './vscode.js';

/** Every client that can be configured, in the order help shows them. */
export const CLIENTS: readonly Client[] = [claudeCode, claudeDesktop, cursor, vscode, codex];
