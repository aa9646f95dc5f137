import { patternRule, type SecretRule } from '../secret-rule.js';
import { isPassword } from '../values/judge.js';

const QUOTED = { quoted: true, loose: false };
const isCommandPassword = (value: string): boolean => !/^[$`-]/.test(value) && isPassword(value, QUOTED);

/** An escaped line break may stand right before a command. */
const START = '(?:\\b|(?<=\\\\[nrt]))';
const rest = (most: number): string => `[^\\n|;]{0,${most}}?\\s`;
/** What stands before a password in a command. */
const OPTIONS: readonly string[] = [
  `${START}(?:mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump)\\b${rest(200)}-p`,
  `${START}(?:sshpass|mongo|mongosh|mongodump|mongorestore|(?:docker|podman|helm registry|az|oc) login)\\b${rest(200)}-p[ =]?`,
  `${START}redis-cli\\b${rest(120)}-a `,
  `${START}sqlcmd\\b${rest(120)}-P ?`,
  `${START}(?:zip|unzip)\\b${rest(120)}-P `,
  `${START}7za?\\b${rest(120)}-p`,
  `${START}ldap(?:search|modify|add|passwd|whoami)\\b${rest(200)}-w `,
  `${START}(?:curl|https?|wget|xh)\\b${rest(300)}(?:-u|-a|--user|--auth|--proxy-user|-U)[ =]?["']?[^\\s:"'/]{1,80}:`,
  `${START}smbclient\\b${rest(120)}-U ?["']?[\\w\\\\.-]{1,60}%`,
  `${START}htpasswd\\b(?: -\\w{1,6}){0,3} -?\\w{0,4}b\\w{0,4} \\S{1,120} \\S{1,60} `,
  `${START}rabbitmqctl (?:add_user|change_password) \\S{1,60} `,
  `${START}net user \\S{1,40} `,
];

/** Passwords at places of command lines and files that no name announces. */
export const COMMANDS: readonly SecretRule[] = [
  patternRule({
    kind: 'password_in_command',
    title: 'Password in a command',
    looks_like:
      'the option of `mysql -p...`, `sshpass -p`, `redis-cli -a`, `docker login -p`, `curl -u user:...` and others',
    literals: [
      'mysql',
      'mariadb',
      'sshpass',
      'redis-cli',
      'docker',
      'podman',
      'helm',
      'mongo',
      'sqlcmd',
      'curl',
      'wget',
      'http',
      'ldap',
      'smbclient',
      'htpasswd',
      'unzip',
      'zip',
      '7z',
      'az ',
      'oc ',
      'rabbitmqctl',
      'net user',
      'keytool',
    ],
    pattern: new RegExp(`(?:${OPTIONS.join('|')})["']?([^\\s"'|;\\\\]{4,128})`, 'g'),
    accepts: isCommandPassword,
  }),
  patternRule({
    kind: 'password_in_statement',
    title: 'Password in a statement',
    looks_like: "`IDENTIFIED BY '...'`, `auth=('user', '...')`, `chpasswd`, `sudo -S`, a line of `.pgpass`",
    literals: ['identified', 'auth', 'chpasswd', 'sudo', 'passwd', ':*:', ':5432:'],
    anyCase: true,
    pattern:
      /(?:\bauth ?= ?\(?["'][\w.@-]{1,60}["'], ?["']|\bIDENTIFIED (?:WITH \S{1,40} )?BY (?:PASSWORD )?["']|(?:\b|(?<=\\[nrt]))echo (?:-n )?["']?(?:[\w.-]{1,40}:)?(?=[^\s"'|]{4,80}["']? ?\| ?(?:sudo (?:-\w{1,8} ){0,2}-?\w{0,4}S|sudo chpasswd|chpasswd|passwd))|^[\w.*-]{1,100}:(?:\d{2,5}|\*):[\w*-]{1,60}:[\w*-]{1,60}:)([^\s"'|]{4,128})/gim,
    accepts: isCommandPassword,
  }),
  patternRule({
    kind: 'login_pair',
    title: 'Password of a login',
    looks_like: 'a user and a password, joined by `/` or `:`, after words such as `login` or `credentials`',
    literals: ['login', 'log in', 'sign in', 'cred', 'account', 'zugang', 'identifiants', 'ssh'],
    anyCase: true,
    pattern:
      /(?:\b|(?<=\\[nrt]))(?:log ?in|login|sign ?in|creds?|credentials|account|zugangsdaten|zugang|identifiants|credenciales)(?: (?:is|are|as|with|using|for|to|at|on|via|the|in|der|die|pour|para)(?: [\w.-]{1,30}){0,3}?)?["'`*]{0,3}\s?[:=]?["'`*]{0,3}\s{1,2}["'`]?[\w.@+-]{2,60}["'`]?(?:\s?\/\s?|\s?:\s?)["'`]?([^\s"'`,;<>/\\]{6,80})/gi,
    accepts: (value) =>
      /\d/.test(value) && isPassword(value.replace(/[.)]+$/, ''), { quoted: false, loose: true }),
  }),
  patternRule({
    kind: 'password_before_word',
    title: 'Password before its word',
    looks_like: '`use ... as the password`',
    literals: [
      'as pass',
      'as the',
      'as my',
      'as your',
      'as pw',
      'as a ',
      'as our',
      'as admin',
      'as root',
      'as db',
    ],
    pattern:
      /(?<![^\s"'`(])([^\s"'`(),;<>\\]{6,80})(?=["'`]? as (?:(?:the|my|your|a|our) )?(?:[\w-]{1,20} ){0,2}(?:password|passwd|passphrase|pwd|token|api key|secret)\b)/g,
    accepts: (value) => /\d/.test(value) && isPassword(value, { quoted: false, loose: true }),
  }),
];
