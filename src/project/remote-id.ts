import { canonicalHost, canonicalRepository, ignoresCase } from './hosts.js';
import { fitId, fitText, pathSegments } from './id-text.js';

interface RemoteAddress {
  readonly host: string;
  /** Empty where it says nothing about the repository. */
  readonly port: string;
  readonly path: string;
}

/** Ports that go without saying. A port of ssh is only another door to the same server, so none of them counts. */
const PORTS: Readonly<Record<string, readonly string[] | 'any'>> = {
  http: ['80', '443'],
  https: ['80', '443'],
  'git+http': ['80', '443'],
  'git+https': ['80', '443'],
  git: ['9418'],
  ftp: ['21'],
  ftps: ['990'],
  ssh: 'any',
  'git+ssh': 'any',
  'ssh+git': 'any',
};

/**
 * The id of the project that a git remote names: `host/owner/name`, whatever the way to it. User, password, token,
 * query and fragment are left out; null for what is no address of a repository on a server (a path, `file://`).
 */
export function projectIdFromRemote(remote: string): string | null {
  const text = fitText(remote);
  if (text === null) return null;
  const address = text.includes('://') ? urlAddress(text) : scpAddress(text);
  return address === null ? null : repositoryId(address);
}

/** The id of a repository by host, port and path; null where they name none. */
export function repositoryId({ host, port, path }: RemoteAddress): string | null {
  // A name with an @ is rare; a password with a slash, which moves the @ into the path, must not become an id.
  if (path.includes('@') || path.includes('\\')) return null;
  const site = canonicalHost(host);
  if (site === null) return null;
  const repository = settled(site, readablePath(ignoresCase(site) ? path.toLowerCase() : path));
  if (repository === null) return null;
  const name = ignoresCase(repository.host) ? repository.path.toLowerCase() : repository.path;
  return fitId(`${repository.host}${port === '' ? '' : `:${port}`}/${name}`);
}

/** Host and path after every rule, again until nothing changes: cutting a page off may leave a `.git` at the end. */
function settled(host: string, path: string): { readonly host: string; readonly path: string } | null {
  const segments = pathSegments(path);
  if (segments === null) return null;
  // The home of ssh's user, from which `host:path` counts anyway.
  while (segments[0] === '~') segments.shift();
  const found = segments.length === 0 ? null : canonicalRepository(host, segments);
  if (found === null) return null;
  const next = { host: found.host, path: found.segments.join('/') };
  return next.host === host && next.path === path ? next : settled(next.host, next.path);
}

function urlAddress(text: string): RemoteAddress | null {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(.*)$/i.exec(text);
  if (parts === null) return null;
  const [, scheme = '', authority = '', path = '', rest = ''] = parts;
  const silent = PORTS[scheme.toLowerCase()];
  if (silent === undefined || rest.includes('@')) return null;
  const server = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority.slice(authority.lastIndexOf('@') + 1));
  if (server === null) return null;
  const [, host = '', port = ''] = server;
  return { host, path, port: silent === 'any' || silent.includes(port) ? '' : port };
}

/** `user@host:path`, as ssh and scp write it. One letter before the colon is a drive of Windows. */
function scpAddress(text: string): RemoteAddress | null {
  const parts = /^(?:[^/:]*@)?(\[[^\]/]*\]|[^/:@[\]]{2,}):(?!:)(.*)$/.exec(text);
  if (parts === null) return null;
  const [, host = '', path = ''] = parts;
  return { host, port: '', path: path.replaceAll('?', '%3F').replaceAll('#', '%23') };
}

/** Percent-encoding resolved, save for what has a meaning in an id or cannot be shown. */
function readablePath(path: string): string {
  if (!path.includes('%')) return path;
  return path
    .replaceAll(/%(?![0-9a-f]{2})/gi, '%25')
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, readable)
    .normalize('NFC');
}

function readable(escapes: string): string {
  try {
    return decodeURIComponent(escapes).replaceAll(/[\p{C}\p{Z}%/\\?#@:]/gu, (each) =>
      each === ' ' ? each : encodeURIComponent(each),
    );
  } catch {
    return escapes.toUpperCase();
  }
}
