import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A page of the documentation, by its path from the root. */
export interface DocPage {
  readonly path: string;
  readonly text: string;
}

/** README, changelog, contributing and everything below docs. */
export function docPages(): DocPage[] {
  const below = readdirSync(join(ROOT, 'docs'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  return ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...below].map((path) => ({
    path,
    text: readFileSync(join(ROOT, path), 'utf8'),
  }));
}

/** A page without its fenced blocks. */
export function prose(text: string): string {
  return text.replaceAll(/^```[^\n]*\n[\s\S]*?^```\s*$/gm, '');
}

/** The fenced blocks of a page. */
export function fencedBlocks(text: string): { language: string; text: string }[] {
  return [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```\s*$/gm)].map((match) => ({
    language: (match[1] ?? '').trim(),
    text: match[2] ?? '',
  }));
}
