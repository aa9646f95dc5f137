import { isJsonRecord, type JsonRecord } from './json-record.js';
import { noToken, refused, shown } from './refusal.js';

/** The longest token that is looked at, in characters; servers in front rarely let longer headers pass. */
const TOKEN_CHARACTERS = 16_384;

/** What a token says of itself. Nothing of it is believed before its signature is checked. */
export interface UncheckedToken {
  readonly header: JsonRecord;
  readonly claims: JsonRecord;
}

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** Would bring a key or change how the rest is read; no token here needs one. */
const REFUSED_HEADERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'zip', 'enc', 'cty'];
const TYPES = ['jwt', 'at+jwt'];

/**
 * Reads a token's header and claims and refuses what no honest issuer sends: three parts of canonical base64url
 * with two JSON objects, and no header that is about keys.
 * @throws MemoryGraphError `unauthenticated`.
 */
export function readToken(token: string): UncheckedToken {
  if (token === '') throw noToken('it is empty');
  if (token.length > TOKEN_CHARACTERS) throw refused(`it has more than ${TOKEN_CHARACTERS} characters`);
  const parts = token.split('.');
  const [header = '', claims = ''] = parts;
  if (parts.length !== 3 || !parts.every(isCanonical)) throw refused('it is not a signed JWT');
  const read = { header: jsonOf(header, 'header'), claims: jsonOf(claims, 'claims') };
  checkHeader(read.header);
  return read;
}

/** Unused bits of the last letter are free in base64: without this, one signature could be written in several ways. */
function isCanonical(part: string): boolean {
  return BASE64URL.test(part) && Buffer.from(part, 'base64url').toString('base64url') === part;
}

function jsonOf(part: string, what: string): JsonRecord {
  let value: unknown;
  try {
    value = JSON.parse(UTF8.decode(Buffer.from(part, 'base64url')));
  } catch {
    throw refused(`its ${what} are not JSON`);
  }
  if (isJsonRecord(value)) return value;
  throw refused(`its ${what} are not a JSON object`);
}

function checkHeader(header: JsonRecord): void {
  const present = REFUSED_HEADERS.find((name) => Object.hasOwn(header, name));
  if (present !== undefined) throw refused(`its header has "${present}"`);
  const { typ, kid } = header;
  if (Object.hasOwn(header, 'typ') && !isTokenType(typ)) throw refused(`its typ is ${shown(typ)}`);
  if (Object.hasOwn(header, 'kid') && typeof kid !== 'string') throw refused('its kid is not a text');
}

function isTokenType(typ: unknown): boolean {
  return typeof typ === 'string' && TYPES.includes(typ.toLowerCase().replace(/^application\//, ''));
}
