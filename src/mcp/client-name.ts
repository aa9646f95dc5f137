import { CLIENT_INFO_META_KEY, type McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { firstCharacters } from '../domain/text.js';

const MOST_CHARACTERS = 100;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/**
 * Name and version of the client, as it says: of this request in the 2026 era, of the handshake before.
 * Cleaned of what could garble a line. Undefined where it says nothing.
 */
export function clientName(server: McpServer, context: ServerContext | undefined): string | undefined {
  const envelope: Readonly<Record<string, unknown>> | undefined = context?.mcpReq.envelope;
  const info = envelope?.[CLIENT_INFO_META_KEY] ?? server.server.getClientVersion();
  if (typeof info !== 'object' || info === null || !('name' in info)) return undefined;
  const version = 'version' in info ? info.version : undefined;
  const text = [info.name, version].filter((part) => typeof part === 'string').join(' ');
  const clean = firstCharacters(text.toWellFormed().replaceAll(UNPRINTABLE, '').trim(), MOST_CHARACTERS);
  return clean === '' ? undefined : clean;
}
