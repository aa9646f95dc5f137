import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const SOURCE_ROOTS = ['bin', 'src', 'tools', 'backends'];

/** A source file, by its path from the root of the repository, with what it imports and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Paths of files of this repository, and names of packages as they are written. */
  readonly imports: readonly string[];
}

/** Every TypeScript file of the source roots. */
export function sourceFiles(): SourceFile[] {
  return SOURCE_ROOTS.flatMap((root) => filesBelow(join(ROOT, root))).map((file) => {
    const text = readFileSync(file, 'utf8');
    return { path: relative(ROOT, file), text, imports: importsOf(file, text) };
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function importsOf(file: string, text: string): string[] {
  const { module } = parseSync(file, text);
  const named = [
    ...module.staticImports.map((each) => each.moduleRequest.value),
    ...module.staticExports.flatMap((each) =>
      each.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.flatMap(
      ({ moduleRequest: { start, end } }) => /^['"](.+)['"]$/.exec(text.slice(start, end))?.[1] ?? [],
    ),
  ];
  return [...new Set(named)].map((name) =>
    name.startsWith('.') ? relative(ROOT, resolve(dirname(file), name)).replace(/\.js$/, '.ts') : name,
  );
}
