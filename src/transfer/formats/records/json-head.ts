import type { ImportInput } from '../format.js';
import { headText } from '../head-text.js';

/** What the beginning of a file shows of its first JSON value. */
export interface JsonHead {
  /** Null where the file does not begin like JSON. */
  readonly root: 'object' | 'array' | null;
  /** Where keys stand, three levels deep: `memories`, `memories[].id`, `[].memory`. */
  readonly paths: ReadonlySet<string>;
}

interface Level {
  readonly path: string;
  readonly kind: 'object' | 'array';
}

const DEEPEST = 4;
const TOKEN = /"((?:[^"\\]|\\.)*)"(\s*:)?|[[\]{}]/gs;

/** Looks at the keys within the beginning of a file; what is cut off or is no JSON further on does not matter. */
export function jsonHead(input: ImportInput): JsonHead {
  const text = headText(input).trimStart();
  const root = text.startsWith('{') ? 'object' : text.startsWith('[') ? 'array' : null;
  const paths = new Set<string>();
  if (root === null) return { root, paths };
  const levels: Level[] = [];
  let key = '';
  for (const [token, name, colon] of text.matchAll(TOKEN)) {
    const inside = levels.at(-1);
    if (token === '{' || token === '[') {
      const path =
        inside === undefined ? '' : inside.kind === 'array' ? inside.path : joined(inside.path, key);
      levels.push(token === '{' ? { path, kind: 'object' } : { path: `${path}[]`, kind: 'array' });
      key = '';
    } else if (token === '}' || token === ']') {
      levels.pop();
      if (levels.length === 0) break;
    } else if (colon !== undefined && inside?.kind === 'object') {
      key = name ?? '';
      if (levels.length < DEEPEST) paths.add(joined(inside.path, key));
    }
  }
  return { root, paths };
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
