import { readFileSync } from 'node:fs';

/** Where package.json lies, seen from the compiled file: the bundle, a chunk of it, or the library. */
const PLACES = ['../../package.json', '../../../package.json', '../package.json'];

/** The version of this package. */
export function packageVersion(): string {
  for (const place of PLACES) {
    const version = versionAt(new URL(place, import.meta.url));
    if (version !== null) return version;
  }
  return '0.0.0';
}

function versionAt(file: URL): string | null {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown; version?: unknown };
    return content.name === 'memorygraph' && typeof content.version === 'string' ? content.version : null;
  } catch {
    return null;
  }
}
