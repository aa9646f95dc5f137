import { domainToASCII } from 'node:url';

/** Sites that take an owner's and a repository's name in any case, so that their ids are lower-case. */
const CASELESS: readonly string[] = [
  'github.com',
  'gitlab.com',
  'bitbucket.org',
  'codeberg.org',
  'dev.azure.com',
];

/** Sites where a repository is always owner/name: what follows belongs to a web page. */
const OWNER_AND_NAME: readonly string[] = ['github.com', 'bitbucket.org', 'codeberg.org'];

/** Other names of a site: doors for ssh where port 22 is closed. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['ssh.github.com', 'github.com'],
  ['altssh.gitlab.com', 'gitlab.com'],
  ['altssh.bitbucket.org', 'bitbucket.org'],
  ['ssh.dev.azure.com', 'dev.azure.com'],
  ['vs-ssh.visualstudio.com', 'dev.azure.com'],
]);

const PLAIN_HOST = /^[a-z0-9_][a-z0-9._-]*$/i;

/** A host in the one form that ids hold: lower-case ASCII, no `www.`, the site's main name; null for none. */
export function canonicalHost(host: string): string | null {
  if (/^\[[0-9a-f:.]+\]$/i.test(host)) return host.toLowerCase();
  const name = host.replace(/\.+$/, '');
  // What is ASCII already stays as it is: the standard would make an address of `1.2`.
  const ascii = PLAIN_HOST.test(name) ? name : asciiHost(name);
  const site = ascii.toLowerCase().replace(/^(?:www\.)+(?=[^.]+\.)/, '');
  if (!PLAIN_HOST.test(site)) return null;
  return ALIASES.get(site) ?? site;
}

function asciiHost(name: string): string {
  return /[^\p{L}\p{M}\p{N}._-]/u.test(name) ? '' : domainToASCII(name);
}

/** Host and path of a repository as the site itself counts repositories; null where the path names none. */
export function canonicalRepository(
  host: string,
  segments: readonly string[],
): { readonly host: string; readonly segments: readonly string[] } | null {
  const azure = azureRepository(host, segments);
  if (azure !== null) return azure;
  if (OWNER_AND_NAME.includes(host))
    return segments.length < 2 ? null : { host, segments: segments.slice(0, 2) };
  if (host === 'gitlab.com') return gitlabRepository(host, segments);
  // Bitbucket Server puts `scm` before the path of its web addresses, and not in those for ssh.
  if (segments.length === 3 && segments[0] === 'scm') return { host, segments: segments.slice(1) };
  return { host, segments };
}

/** True where a site does not tell `Owner/Name` from `owner/name`. */
export function ignoresCase(host: string): boolean {
  return CASELESS.includes(host);
}

function gitlabRepository(host: string, segments: readonly string[]) {
  const page = segments.indexOf('-');
  const repository = page < 0 ? segments : segments.slice(0, page);
  return repository.length < 2 ? null : { host, segments: repository };
}

/** Azure DevOps: ssh, today's and the former web address all become `dev.azure.com/org/project/_git/name`. */
function azureRepository(host: string, segments: readonly string[]) {
  const former = /^([a-z0-9-]+)\.visualstudio\.com$/.exec(host)?.[1];
  if (former === undefined && host !== 'dev.azure.com') return null;
  const path = segments.filter((each) => !/^(?:defaultcollection|_full|_optimized)$/i.test(each));
  if (former !== undefined) path.unshift(former);
  const site = 'dev.azure.com';
  const git = path.indexOf('_git');
  if (git < 0) {
    const [version = '', organization, project, name] = path;
    if (!/^v\d$/.test(version) || organization === undefined || project === undefined) return null;
    return name === undefined ? null : { host: site, segments: [organization, project, '_git', name] };
  }
  const [organization, name] = [path[0], path[git + 1]];
  if (organization === undefined || name === undefined || git === 0) return null;
  const project = git === 1 ? name : (path[1] ?? name);
  return { host: site, segments: [organization, project, '_git', name] };
}
