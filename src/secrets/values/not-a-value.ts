import { isWordy } from './words.js';

const CALL_OR_INDEX = /^[A-Za-z_$][\w$]*(?:(?:\.|::|->|\?\.)[A-Za-z_$][\w$]*)*[([{]/;
const MEMBER = /^[A-Za-z_$][\w$]*(?:(?:\.|::|->|\?\.)[A-Za-z_$#][\w$]*)+$/;
const EXPRESSION =
  /\/\*|=>|\(\)|^[\w.!]+(?:&&|\|\|)|[!=]==|\(\?|\\[wdsb]|^[([{<=,)]|^\+.{0,8}$|::|^[A-Za-z_]\w*=(?:[A-Z]?[a-z]+|\d+)$/;
const SIGILED = /^[@:$%&*!#?~-]{1,2}[A-Za-z_][\w.-]*$/;
const URL = /^[a-z][a-z0-9+.-]{1,20}:\/\//i;
const PATH =
  /^\/(?:usr|etc|home|var|opt|tmp|bin|lib|mnt|root|srv|proc|dev|app|src|data|run|Users|sbin)\b|^(?:[A-Za-z]:\\|\.{1,2}[\\/]|~[\\/])|\.(?:pem|key|crt|cer|p12|pfx|jks|json|ya?ml|toml|txt|env|ini|conf|cfg|py|[cm]?[jt]sx?|go|rs|rb|java|php|sh|md|html?|xml|csv|log|db|gpg|asc|pub|sock)$/i;
const DATE = /^\d{4}-\d\d-\d\d|^\d{1,2}[:/.]\d{1,2}(?:[:/.]\d{1,4})?$/;
const VERSION = /^[v^~]?\d+(?:\.\d+)+(?:[-+.\w]*)$|^\d+(?:ms|s|m|h|d|kb|mb|gb|px|em|rem|%)$/i;
const EMAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i;
const HOST = /^[\w-]+(?:\.[\w-]+){1,5}:\d{1,5}$/;
const FINGERPRINT =
  /^(?:sha\d{1,3}|md5|blake\w{0,4}|h1)[-:=]|^(?:[0-9a-f]{2}:){5}|^urn:|^did:|^data:|^0x[0-9a-f]{1,40}$/i;

/** Whether an unquoted value is an expression of code and no literal: `getToken()`, `self.password`, `$PW`. */
export function looksLikeCode(value: string): boolean {
  if (CALL_OR_INDEX.test(value) || EXPRESSION.test(value)) return true;
  if (SIGILED.test(value)) return isWordy(value.replace(/\d+$/, '')) || value.length < 6;
  return MEMBER.test(value) && (value.length < 16 || isWordy(value));
}

/** Whether a value is a thing of its own kind that is public as a rule: a path, an address, a date, a fingerprint. */
export function isOtherThing(value: string): boolean {
  return (
    URL.test(value) ||
    PATH.test(value) ||
    DATE.test(value) ||
    VERSION.test(value) ||
    EMAIL.test(value) ||
    HOST.test(value) ||
    FINGERPRINT.test(value) ||
    isPath(value)
  );
}

function isPath(value: string): boolean {
  if (!value.includes('/') || (value.length >= 30 && !isWordy(value))) return false;
  const parts = value.split('/').filter((part) => part !== '');
  return parts.length > 0 && parts.filter((part) => isWordy(part)).length * 2 >= parts.length;
}
