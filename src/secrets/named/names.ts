/** What kind of value a name announces. `key` alone says little, so its value has to say more. */
export type Announced = 'password' | 'token' | 'key';

/** A name in a text that announces a secret. */
export interface SecretName {
  readonly announced: Announced;
  /** Where the word begins, and where the whole name ends. */
  readonly start: number;
  readonly end: number;
  /** The name is an option of a command line, so that a blank is enough before the value. */
  readonly option: boolean;
  /** The name is a variable in capitals at the beginning of a line, as in `.env`. */
  readonly variable: boolean;
}

const PASSWORD =
  'requirepass|masterauth|mot[ _-]?de[ _-]?passe|password|passwort|passwd|passphrase|passcode|pass|kennwort|pswd|pwd|pw|psk|mdp|contraseña|contrasena|clave|senha|wachtwoord|parola|hasło|пароль|パスワード|密码|密碼|비밀번호';
const COMPOUND =
  'api|access|secret|private|signing|signature|encryption|encrypt|auth|account|master|shared|service|licen[sc]e|client|app(?:lication)?|admin|session|webhook|storage|hmac|jwt|aes|crypto|cipher|subscription|sas|ingest|ingestion|integration|routing|server|bot|deploy|geheim';
const TOKEN = `(?:${COMPOUND})[ _.-]?key|secret|api[ _.-]?schlüssel|token|jeton|credentials?|creds|bearer|pat|auth`;
const NAME = new RegExp(`(${PASSWORD})|(${TOKEN})|(key)`, 'gi');
/** Words that are also parts of other words: they count only where a part of a name begins. */
const SHORT = /^(?:pass|pwd|pw|pswd|psk|mdp|clave|senha|parola|creds|bearer|pat|auth|key|jeton|psk)$/i;
const SUFFIX =
  /(?:[_-]?(?:\d{1,3}|prod(?:uction)?|stag(?:e|ing)|dev|test|live|old|new|value|root|admin|user|db|main|base|base64|b64|string|primary|secondary|plain|text|alt|bot|ci|pg|mysql|redis)){0,2}(?![\w\u00c0-\u024f]|-\w)/iy;
/** `next_token`, `public_key` and the like hold nothing to hide. */
const OTHER_USE =
  /(?:public|publishable|next|prev|previous|page|paging|pagination|continuation|sync|cursor|cancel|cancell?ation|idempotency|csrf|xsrf|eos|bos|pad|unk|sep|cls|stop|lookup|delta|fencing|deleted|partition|primary|foreign|sort|cache|row|object|hash|index|dict|map|group|trans|translation|i18n|message|routing|range|registry|registration)[_.\- ]?$/i;
/** Whose password it is, written together with it, as in `DBPASS`. */
const OWNER = /(?:^|[^A-Za-z])(?:db|sql|mysql|pg|root|user|admin|smtp|mail|ftp|ldap|redis|app|wifi|ssh)$/i;
/** Inside `${...}` or `$(...)` the name stands for its value; after `::` it is a type's. */
const REFERENCE = /\$[{(][\w.]{0,40}$|\w::\w{0,40}$/;
const NAME_BEFORE = /[\w.$-]{0,40}$/;

/** Every name in a text after which a secret may stand. */
export function* secretNames(text: string): Iterable<SecretName> {
  for (const match of text.matchAll(NAME)) {
    const start = match.index;
    const word = match[0];
    if (SHORT.test(word) && !beginsPart(text, start)) continue;
    SUFFIX.lastIndex = start + word.length;
    if (!SUFFIX.test(text)) continue;
    const end = SUFFIX.lastIndex;
    const before = NAME_BEFORE.exec(text.slice(Math.max(0, start - 40), start))?.[0] ?? '';
    if (REFERENCE.test(text.slice(Math.max(0, start - 40), start))) continue;
    if (OTHER_USE.test(text.slice(Math.max(0, start - 20), start))) continue;
    const announced = match[1] !== undefined ? 'password' : match[2] !== undefined ? 'token' : 'key';
    yield {
      announced,
      start,
      end,
      option: /^--?/.test(before),
      variable: isVariable(text, start, end, before),
    };
  }
}

function isVariable(text: string, start: number, end: number, before: string): boolean {
  if (text[end] !== '=' || !/^[A-Z\d_]*$/.test(before + text.slice(start, end))) return false;
  const line = text.slice(Math.max(0, start - before.length - 12), start - before.length);
  return line === '' || /(?:\n|^)[ \t]{0,4}(?:export |ENV |set )?$/.test(line);
}

/** At the beginning of a word, after `_`, or at a hump as in `dbPass`. */
function beginsPart(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  if (!/[A-Za-z\d\u00c0-\u024f]/.test(before) || /\\[nrt]$/.test(text.slice(Math.max(0, at - 2), at)))
    return true;
  if (OWNER.test(text.slice(Math.max(0, at - 8), at)) && /^p/i.test(text.charAt(at))) return true;
  return /[a-z\d]/.test(before) && /[A-Z]/.test(text.charAt(at)) && !/[A-Z]/.test(text.charAt(at + 1));
}
