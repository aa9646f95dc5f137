import type { SecretKind, Span } from '../secret-rule.js';
import { isPassword, isStrongToken, isToken, type Setting } from '../values/judge.js';
import { CONNECTORS } from './connectors.js';
import { type Announced, type SecretName, secretNames } from './names.js';
import { readValue, wholeOf } from './read-value.js';

/** The kinds that are known by the name before the value only. */
export const NAMED_KINDS: Readonly<Record<'password' | 'token', SecretKind>> = {
  password: {
    kind: 'password',
    title: 'Password',
    looks_like:
      'a value after a word for password (also in German, French, Spanish and others) in settings, code, tables, sentences and options; no placeholder, no reference, no expression, no single word',
  },
  token: {
    kind: 'named_secret',
    title: 'Key or token',
    looks_like:
      'a value of letters and digits after a name such as `api_key`, `secret`, `token`, `client_secret`; no placeholder, no reference, no expression, no words',
  },
};

/** A secret with its kind. */
export interface NamedSpan extends Span {
  readonly of: SecretKind;
}

/** Values that a name before them announces as secret. */
export function* findNamed(text: string): Iterable<NamedSpan> {
  let from = 0;
  for (const name of secretNames(text)) {
    if (name.start < from) continue;
    const span = spanAfter(text, name);
    if (span === null) continue;
    from = span.end;
    yield {
      start: span.start,
      end: span.end,
      of: NAMED_KINDS[name.announced === 'password' ? 'password' : 'token'],
    };
  }
}

function spanAfter(text: string, name: SecretName): Span | null {
  for (const connector of CONNECTORS) {
    connector.pattern.lastIndex = name.end;
    if (!connector.pattern.test(text)) continue;
    const value = readValue(text, connector.pattern.lastIndex, name.variable);
    if (value === null || (connector.quotedOnly && !value.quoted)) continue;
    const setting = { quoted: value.quoted, loose: connector.loose && !name.option };
    if (isSecret(text.slice(value.start, value.end), name.announced, setting)) return wholeOf(text, value);
  }
  return null;
}

function isSecret(value: string, announced: Announced, setting: Setting): boolean {
  if (announced === 'password') return isPassword(value, setting);
  return announced === 'token' ? isToken(value, setting) : isStrongToken(value, setting);
}
