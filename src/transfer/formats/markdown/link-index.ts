import { posix } from 'node:path';
import { ownText } from '../records/made-id.js';
import type { NoteLink } from './note-marks.js';

/** Names under which the notes of a folder can be linked to. */
export interface LinkIndex {
  add(id: string, note: { readonly path: string; readonly names: readonly (string | null)[] }): void;
  /** The id of the note a link leads to; null where there is none. `path` is that of the note it stands in. */
  find(link: NoteLink, path: string): string | null;
}

/**
 * Looks links up as their programs do: the exact path or permalink first, then title, other names and file name,
 * then the end of a path; without regard to case. Of several notes of one name the first counts.
 */
export function createLinkIndex(): LinkIndex {
  const paths = new Map<string, string>();
  const names = new Map<string, string>();
  const endings = new Map<string, string>();
  const put = (map: Map<string, string>, name: string, id: string): void => {
    const key = keyOf(name);
    if (key !== '' && !map.has(key)) map.set(ownText(key), id);
  };
  return {
    add(id, { path, names: all }) {
      put(paths, path, id);
      for (const name of all) if (name !== null) put(names, name, id);
      const parts = path.split('/');
      for (let start = 1; start < parts.length; start++) put(endings, parts.slice(start).join('/'), id);
      put(endings, parts.at(-1) ?? '', id);
    },
    find({ target, relative }, path) {
      if (relative) {
        const from = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(path), target);
        return paths.get(keyOf(from)) ?? null;
      }
      const key = keyOf(target.replace(/^memory:\/\//, '').replace(/^\.?\//, ''));
      const slug = keyOf(target.replaceAll(/\s+/g, '-'));
      return (
        paths.get(key) ?? names.get(key) ?? endings.get(key) ?? names.get(slug) ?? endings.get(slug) ?? null
      );
    },
  };
}

function keyOf(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/\.(?:md|markdown)$/, '');
}
