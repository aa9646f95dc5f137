import { isDocumentedExample } from './documented-examples.js';

/** Words that stand for a value that is yet to come; long enough not to occur in a random one. */
const STAND_IN =
  /example|placeholder|redacted|change[-_ ]?(?:me|this|it)|your[-_ ]?|dummy|sample|replace|insert[-_]|removed|masked|hidden|deadbeef|lorem|ejemplo|beispiel|exemple|mysecret|my[-_](?:secret|password|token|api)|undefined|notreal|not[-_]a[-_]|s3cr3t/i;
/** Short ones count only as a part between other signs. */
const STAND_IN_PART =
  /(?:^|[-_.:/ ])(?:foo|bar|baz|qux|fake|mock|todo|tbd|fixme|xyz|abc|here|null|none|nil)(?:$|[-_.:/ ])/i;
/** Whole values, digits and signs at the end not counted. */
const WHOLE =
  /^(?:pass(?:word|wort|wd|phrase|code)?|passw0rd|p[a@]ssw[o0]rd|pwd?|pw|pswd|secret|token|key|api[-_]?key|credentials?|test(?:ing)?|test[-_]?(?:pass(?:word)?|user|secret|token|key)|demo|user(?:name)?|admin|root|guest|postgres|mysql|mongo|redis|rabbit|minio(?:admin)?|default|string|str|text|value|val|true|false|yes|no|on|off|required|optional|enabled|disabled|public|private|abc|bar|foo|asdf|qwerty|letmein|welcome|pass|some[-_]\w{0,12}|my[-_]\w{0,12}|my(?:pass(?:word)?|pwd|token|key|api[-_]?key)|new[-_]?pass(?:word)?|old[-_]?pass(?:word)?|db[-_]?pass(?:word)?|user[-_]?pass(?:word)?)[\d!._-]{0,6}$/i;
const MASK = /[*•●…]{3}|x{5}|X{5}|\.{3}|…|_{4}|#{4}|^[*xX.#?_•●-]+$/;
const TEMPLATE =
  /\$\{|\{\{|#\{|\$\(|%\(\w{1,20}\)s|(?:^|[^\w])%[sdrv](?!\w)|^<[^>]*>?$|^\{[\w.]*\}$|^\$[A-Za-z_]\w*$|^\$\d$|^%\w+%$|^@\w+@$|^__\w+__$|^\[.*\]$|<%|%>|\[\^?(?:0-9|[aA]-[zZfF]|\\w)|\(\?|\\[dwsbfvnrt]|\\x[\da-f]{2}|\\[uU][\da-f]{4}/;
/** A public key, a hash, or a place where the value is kept: not the value. */
const ELSEWHERE =
  /^(?:pk_|sb_publishable_|phc_|process\.env|import\.meta|os\.(?:environ|getenv)|env[.:[]|ENV\[|System\.|secrets?[.:/]|vault:|op:\/\/|ssm:|arn:|sm:\/\/|file:|ref\+|!\w|ENC[[(]|AQICAH|gAAAAA|\$2[aby]\$|\$argon2|\$[156y]\$|\{SHA|\{SSHA|pbkdf2)/;
/** Names of methods and formats that look like a word with a number. */
const TECHNICAL =
  /^(?:sha-?\d\w*|md[45]|base\d+\w*|utf-?\d+\w*|oauth-?\d?[\d.]*|openid\w*|argon2\w*|pbkdf2\w*|bcrypt\w*|scram\S*|scrypt\w*|[rehp]s\d{3}|hmac\w*[-_]?\w*|aes[-_]?\d+\w*|rsa[-_]?\d*\w*|ed25519|x25519|x509|pkcs\D?\d+|rfc[-_ ]?\d+|http\d?|tls\D?[\d.]+|ipv[46]|neo4j|python\d[\d.]*|web3|log4j|windows\d+|win32|x86\w*|k8s|i18n|oauth2\w*|jwt\w?|totp\w?|ascii\d*|latin1|iso\D?\d\w*|cp\d+|uuid\w?\d?|int\d+|float\d+|varchar\d*|char\d+|u?int\d+|string\d+|bytes\d+|h264|mp[34]|es20\d\d|argv\d?|arg\d+|param\d+|line\d+|field\d+|col\d+|var\d+|tmp\d*|temp\d+|step\d+|phase\d+|level\d+|part\d+|group\d+|node\d+|item\d+|version\d+|data\d*|input\d*)$/i;

/** Whether a value only stands in for one: a mask, a template, a reference, `changeme`, an example of a provider. */
export function isPlaceholder(value: string): boolean {
  return (
    value.includes('\u0000') ||
    MASK.test(value) ||
    TEMPLATE.test(value) ||
    ELSEWHERE.test(value) ||
    STAND_IN.test(value) ||
    STAND_IN_PART.test(value) ||
    WHOLE.test(value) ||
    (value.length <= 16 && TECHNICAL.test(value)) ||
    isMonotonous(value) ||
    isDocumentedExample(value)
  );
}

/** `aaaaaaaa`, `12345678`, `abcdefgh`, `0000-1111`: few signs, or one after the other. */
function isMonotonous(value: string): boolean {
  const distinct = new Set(value.toLowerCase()).size;
  if (distinct <= 2 || (value.length >= 12 && distinct <= 4)) return true;
  let steps = 0;
  for (let i = 1; i < value.length; i++) {
    const step = value.charCodeAt(i) - value.charCodeAt(i - 1);
    if (step === 0 || step === 1 || step === -1) steps++;
  }
  return value.length >= 4 && steps / (value.length - 1) >= 0.7;
}
