import { fitId, fitText, partPath, pathSegments, withPart } from './id-text.js';
import { projectIdFromRemote, repositoryId } from './remote-id.js';

/** Words with a meaning of their own where a project is asked for. */
const RESERVED_PROJECT_WORDS = ['all', 'none', 'current'] as const;

/** `host/path` or `host:port/path`, where the host has a dot, a port or brackets; then a part behind `#`. */
const REPOSITORY =
  /^(\[[0-9a-f:.]+\]|(?:[^\s/:@#?\\.]+\.)+[^\s/:@#?\\.]+|[^\s/:@#?\\]+(?=:\d))(?::(\d+))?(\/[^#]*)(?:#(.*))?$/i;

/**
 * A project as people and tools write it, in the one form that is stored and compared: an id, the address of a
 * repository or an absolute path. Twice the same as once. Null for what names no project: reserved words, relative
 * paths, a root, more than 300 characters, control characters. Reads no files.
 */
export function normalizeProjectId(text: string): string | null {
  const fit = fitText(text);
  if (fit === null) return null;
  if (/^file:\/\//i.test(fit)) return fileUrlId(fit);
  if (fit.includes('://')) return projectIdFromRemote(fit);
  if (/^(?:\/|\\\\|[a-z]:[/\\])/i.test(fit)) return pathId(fit);
  return REPOSITORY.test(fit) ? hostId(fit) : (projectIdFromRemote(fit) ?? nameId(fit));
}

/** The id of a folder without a remote: its path with `/` for every separator and a drive's letter in upper case. */
export function pathId(path: string): string | null {
  const slashed = path.replaceAll('\\', '/').replace(/^[a-z]:/, (drive) => drive.toUpperCase());
  const [, start = '', rest = ''] = /^([A-Z]:\/|\/\/(?=[^/])|\/)(.*)$/.exec(slashed) ?? [];
  if (start === '') return null;
  const kept: string[] = [];
  for (const segment of rest.split('/')) {
    const name = segment.trim();
    if (name === '..') kept.pop();
    else if (name !== '' && name !== '.') kept.push(segment);
  }
  return kept.length === 0 ? null : fitId(`${start}${kept.join('/')}`);
}

function hostId(text: string): string | null {
  const [, host = '', port = '', path = '', part = ''] = REPOSITORY.exec(text) ?? [];
  const id = repositoryId({ host, port: port === '80' || port === '443' ? '' : port, path });
  const inside = partPath(part);
  return id === null || inside === null ? null : withPart(id, inside);
}

function nameId(text: string): string | null {
  const [name = '', ...parts] = text.split('#');
  if (/[@\\]|^[~.]|^[^/]*:/.test(name)) return null;
  const segments = pathSegments(name.trim());
  const part = partPath(parts.join('#'));
  if (segments === null || segments.length === 0 || part === null) return null;
  const id = segments.join('/');
  if (RESERVED_PROJECT_WORDS.some((word) => word === id.toLowerCase())) return null;
  return withPart(id, part);
}

function fileUrlId(text: string): string | null {
  const [, host = '', path = ''] = /^file:\/\/([^/]*)([^?#]*)/i.exec(text) ?? [];
  try {
    const decoded = decodeURIComponent(path).replace(/^\/(?=[a-z]:\/)/i, '');
    return pathId(host === '' || host.toLowerCase() === 'localhost' ? decoded : `//${host}${decoded}`);
  } catch {
    return null;
  }
}
