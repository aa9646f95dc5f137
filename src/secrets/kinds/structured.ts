import { patternRule, type SecretRule } from '../secret-rule.js';
import { isPassword, isRandom, isToken } from '../values/judge.js';
import { isPlaceholder } from '../values/placeholder.js';
import { distinctSigns } from '../values/signs.js';
import { isWordy } from '../values/words.js';

const QUOTED = { quoted: true, loose: false };
const SESSION_NAME = '(?:[\\w.-]{0,40}(?:sess|sid|auth|token|jwt|remember|login)[\\w.-]{0,20})';

/** Secrets known by the form they are sent in: tokens of three parts, addresses, headers, cookies. */
export const STRUCTURED: readonly SecretRule[] = [
  patternRule({
    kind: 'jwt',
    title: 'JSON Web Token',
    looks_like: 'three or five parts of base64url, the first of which is a JSON header',
    literals: ['eyJ'],
    pattern:
      /(?:(?<![\w-])|(?<=\\[nrt]))eyJ[\w-]{10,2000}\.[\w-]{0,8000}\.[\w-]{10,8000}(?:\.[\w-]{10,8000}){0,2}/g,
    accepts: (value) => !isPlaceholder(value) && isJsonHeader(value.slice(0, value.indexOf('.'))),
  }),
  patternRule({
    kind: 'password_in_url',
    title: 'Password in an address',
    looks_like: '`scheme://user:password@host`, also of databases, and `user:password@tcp(host)`',
    literals: ['://', '@tcp('],
    pattern:
      /(?::\/\/[^\s:/?#@"'`<>[\]]{0,80}|(?<![\w.-])[\w.-]{1,40}(?=:[^\s/"'`<>]{2,80}@(?:tcp|unix)\()):([^\s/"'`<>]{2,200})(?=@[\w.[{$<-])/g,
    accepts: isUrlPassword,
  }),
  patternRule({
    kind: 'token_in_url',
    title: 'Token in an address',
    looks_like: '`https://token@host`, where the token is no hexadecimal id',
    literals: ['://'],
    pattern: /:\/\/([\w-]{20,255})(?=@[\w[])/g,
    accepts: (value) => !/^[\da-f-]+$/i.test(value) && isToken(value, QUOTED),
  }),
  patternRule({
    kind: 'authorization_header',
    title: 'Authorization header',
    looks_like: '`Bearer`, `Basic`, `Token` or `ApiKey` and a value',
    literals: ['bearer', 'basic', 'authorization'],
    anyCase: true,
    pattern:
      /(?:\b(?:Bearer|Basic)\s{1,3}|\bAuthorization["'`]?\]?\s{0,3}[:=,]\s{0,3}["'`]?(?:(?:Token|ApiKey|Api-Key|Key|JWT|SSWS|Splunk|GenieKey|Bearer|Basic|Digest|Bot|MediaBrowser)\s{1,3}(?:token=)?)?)["'`]?([A-Za-z0-9+/._~:=-]{12,4000})/gi,
    accepts: (value, text, start) =>
      /basic\s{1,3}$/i.test(text.slice(start - 10, start))
        ? isBasic(value)
        : isToken(value, { quoted: true, loose: true }),
  }),
  patternRule({
    kind: 'session_cookie',
    title: 'Session cookie',
    looks_like: 'a cookie whose name speaks of a session, with a long value',
    literals: ['cookie', 'sessid', 'connect.sid', 'sessionid=', '_session='],
    anyCase: true,
    pattern: new RegExp(
      `(?:cookie["']?\\s{0,2}[:=]\\s{0,2}["']?(?:[\\w.%-]{1,60}=[^;\\n]{0,400};\\s?){0,12}${SESSION_NAME}|\\b(?:PHPSESSID|JSESSIONID|ASP\\.NET_SessionId|connect\\.sid|sessionid|[a-z]{3,20}_session))=["']?([\\w%.+/:|~-]{16,2000}={0,2})`,
      'gi',
    ),
    accepts: (value) => isToken(value, QUOTED),
  }),
];

function isJsonHeader(part: string): boolean {
  const json = decoded(part.replaceAll('-', '+').replaceAll('_', '/'));
  return (
    json !== null &&
    /^\{\s*"(?:alg|typ|kid|enc|cty|x5t|jku|zip|iss|sub|ver|v|b64|crit|epk)[^"]{0,20}"\s*:/.test(json)
  );
}

function isUrlPassword(value: string): boolean {
  if (isPlaceholder(value) || value.length < 3 || distinctSigns(value) < 3) return false;
  // The rest of an address with a port: nothing there was a password.
  if (/^\d{1,5}$/.test(value)) return false;
  return (
    isPassword(value, QUOTED) ||
    (/^[A-Za-z]{5,}$/.test(value) ? !/pass|secret|pwd|token|user/i.test(value) : !isWordy(value))
  );
}

function isBasic(value: string): boolean {
  const pair = decoded(value.replace(/[.:~_-]+$/, ''));
  const password = pair !== null && /^[\x20-\x7e]+$/.test(pair) ? pair.slice(pair.indexOf(':') + 1) : null;
  if (password !== null && pair?.includes(':')) return !isPlaceholder(value) && !isPlaceholder(password);
  return value.length >= 16 && isRandom(value) && !isPlaceholder(value);
}

function decoded(base64: string): string | null {
  try {
    return atob(base64.replace(/=+$/, ''));
  } catch {
    return null;
  }
}
