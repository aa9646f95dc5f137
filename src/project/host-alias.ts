import { join } from 'node:path';
import { textOf } from './files.js';
import { type GitConfigEntry, readGitConfig } from './git-config.js';

const SSH_CONFIG_BYTES = 256 * 1024;
// The last label of a public name has letters only: `github-work` and `github.com-work` are somebody's own names.
const PUBLIC_NAME = /(?:^|\.)(?:xn--[a-z0-9-]+|[a-z]{2,})$/i;
const SCP = /^([^/:]*@)?([^/:@[\]]{2,})(:(?!:|\/\/).*)$/;
const SSH = /^((?:git\+)?ssh(?:\+git)?:\/\/(?:[^/]*@)?)([^/:@]+)(.*)$/i;

/**
 * An address with the person's own names for servers resolved: `insteadOf` of the configuration of git and `HostName`
 * of that of ssh. Their files are read only where the host cannot be a public name.
 */
export function withoutAlias(url: string, home: string): string {
  if (!hasAlias(url)) return url;
  const rules = [join(home, '.config', 'git', 'config'), join(home, '.gitconfig')].flatMap(
    (path) => readGitConfig(path) ?? [],
  );
  const plain = insteadOf(url, rules);
  if (!hasAlias(plain)) return plain;
  const [, before = '', host = '', after = ''] = SCP.exec(plain) ?? SSH.exec(plain) ?? [];
  const server = sshHostName(textOf(join(home, '.ssh', 'config'), SSH_CONFIG_BYTES) ?? '', host);
  return server === null ? plain : `${before}${server}${after}`;
}

/** An address after the longest `url.<base>.insteadOf` that it begins with. */
export function insteadOf(url: string, config: readonly GitConfigEntry[]): string {
  let best = { prefix: '', base: '' };
  for (const { section, subsection, key, value } of config) {
    if (section !== 'url' || key !== 'insteadof' || !url.startsWith(value)) continue;
    if (value.length > best.prefix.length) best = { prefix: value, base: subsection };
  }
  return `${best.base}${url.slice(best.prefix.length)}`;
}

/** The `HostName` that ssh would take for a host, where it is a public name; null where it has none. */
export function sshHostName(config: string, host: string): string | null {
  let applies = true;
  for (const line of config.split(/\r?\n/)) {
    const [, key = '', value = ''] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? [];
    if (key.toLowerCase() === 'host') applies = hostMatches(value, host);
    else if (key.toLowerCase() === 'match') applies = false;
    else if (applies && key.toLowerCase() === 'hostname') return isPublicName(value) ? value : null;
  }
  return null;
}

function hasAlias(url: string): boolean {
  const host = SSH.exec(url)?.[2] ?? (url.includes('://') ? undefined : SCP.exec(url)?.[2]);
  return host !== undefined && !isPublicName(host) && !/^[\d.]+$/.test(host);
}

function isPublicName(host: string): boolean {
  return host.includes('.') && PUBLIC_NAME.test(host);
}

function hostMatches(patterns: string, host: string): boolean {
  const words = patterns.split(/\s+/).map((each) => each.replaceAll('"', '').toLowerCase());
  const fits = (pattern: string) => matchesPattern(pattern, host.toLowerCase());
  return words.some(fits) && !words.some((each) => each.startsWith('!') && fits(each.slice(1)));
}

/** `*` and `?` as ssh reads them, in linear steps back: a configuration cannot make this slow. */
function matchesPattern(pattern: string, host: string): boolean {
  let [at, star, retry] = [0, -1, 0];
  for (let index = 0; index < host.length; ) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at++;
      retry = index;
    } else if (wanted === '?' || wanted === host[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++retry;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
