import { createHash } from 'node:crypto';
import type { Memory } from '../../../domain/memory.js';
import { firstCharacters } from '../../../domain/text.js';

/** Gives every memory a path of its own, relative to the folder and with forward slashes. */
export interface PageNames {
  readonly projects: ReadonlyMap<string, string>;
  pathOf(memory: Memory): { readonly project: string; readonly path: string };
}

/** Heading and folder of memories that belong to no project. */
const GLOBAL = 'global';

const MOST_CHARACTERS = 60;
const SHORT_ID_CHARACTERS = 8;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Names that Windows keeps for devices.
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** Names that no two memories share, on file systems without upper and lower case either. */
export function createPageNames(): PageNames {
  const projects = new Map<string, string>([[GLOBAL, GLOBAL]]);
  const folders = new Set([GLOBAL]);
  const paths = new Set<string>();

  const folderOf = (project: string): string => {
    const known = projects.get(project);
    if (known !== undefined) return known;
    const name = folderName(project);
    const folder = folders.has(sameName(name)) ? `${name}-${hash(project, SHORT_ID_CHARACTERS)}` : name;
    projects.set(project, folder);
    folders.add(sameName(folder));
    return folder;
  };

  return {
    projects,
    pathOf(memory) {
      const { project_id, project_path } = memory.context;
      const project = project_id ?? project_path ?? GLOBAL;
      const stem = `${folderOf(project)}/${memory.type}/${slug(memory.title) || 'memory'}`;
      const short = `${stem}-${shortId(memory.id)}.md`;
      const path = paths.has(sameName(short)) ? `${stem}-${hash(memory.id, 32)}.md` : short;
      paths.add(sameName(path));
      return { project, path };
    },
  };
}

/** `github.com/owner/name` is `owner-name`, `/home/me/code/shop` is `shop`. */
function folderName(project: string): string {
  const parts = project.split(/[\\/#]+/).filter((part) => part !== '');
  const name = slug(parts.slice(/^[\\/]|^[A-Za-z]:/.test(project) ? -1 : -2).join(' ')) || 'project';
  return RESERVED.test(name) ? `${name}-project` : name;
}

/** The end of a UUID, as its beginning is the time and the same for many; of any other id its hash. */
function shortId(id: string): string {
  return UUID.test(id) ? id.slice(-SHORT_ID_CHARACTERS).toLowerCase() : hash(id, SHORT_ID_CHARACTERS);
}

/** Letters and digits of any script in lower case, hyphens between them. */
function slug(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+/, '');
  if (words.length <= MOST_CHARACTERS) return words.replace(/-+$/, '').normalize('NFC');
  const cut = firstCharacters(words, MOST_CHARACTERS);
  const end = cut.lastIndexOf('-');
  return (end > MOST_CHARACTERS / 2 ? cut.slice(0, end) : cut).replace(/-+$/, '').normalize('NFC');
}

function sameName(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase();
}

function hash(text: string, characters: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, characters);
}
