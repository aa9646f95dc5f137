import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.js';

const FILES = sourceFiles();

/** From the lowest layer to the highest; a file may import its own layer and those below it. */
const LAYERS: readonly (readonly string[])[] = [
  ['src/errors'],
  ['src/domain'],
  ['src/contracts'],
  [
    'src/config',
    'src/observability',
    'src/auth',
    'src/search',
    'src/graph',
    'src/project',
    'src/secrets',
    'src/install',
  ],
  ['src/policy'],
  ['src/repository'],
  ['src/transfer'],
  ['src/mcp'],
  ['src/transport'],
  ['src/app'],
  ['src/cli'],
  ['bin'],
];

function layerOf(path: string): number {
  return LAYERS.findIndex((folders) => folders.some((folder) => path.startsWith(`${folder}/`)));
}

function violations(rule: (file: SourceFile, imported: string) => boolean): string[] {
  return FILES.flatMap((file) =>
    file.imports
      .filter((imported) => rule(file, imported))
      .map((imported) => `${file.path} imports ${imported}`),
  );
}

function isOwn(imported: string): boolean {
  return /^(?:bin|src|tools|backends)\//.test(imported);
}

function backendFolder(path: string): string | undefined {
  return /^backends\/([^/]+)\//.exec(path)?.[1];
}

describe('layers', () => {
  it('knows every folder of src', () => {
    const unknown = FILES.filter(
      (file) => file.path.startsWith('src/') && file.path !== 'src/index.ts' && layerOf(file.path) < 0,
    );
    expect(unknown.map((file) => file.path)).toEqual([]);
  });

  it('imports only downwards, and never between neighbours of a layer', () => {
    const wrong = violations((file, imported) => {
      const [from, to] = [layerOf(file.path), layerOf(imported)];
      if (from < 0 || to < 0) return false;
      const folder = (path: string) => path.split('/').slice(0, 2).join('/');
      return to > from || (to === from && folder(file.path) !== folder(imported));
    });
    expect(wrong).toEqual([]);
  });

  it('keeps tools to the tool kit, the domain, the errors and zod', () => {
    const allowed = /^(?:tools\/|src\/mcp\/tool\.ts$|src\/domain\/|src\/errors\/|zod$)/;
    expect(violations((file, imported) => file.path.startsWith('tools/') && !allowed.test(imported))).toEqual(
      [],
    );
  });

  it('keeps backends to contracts, domain and errors, and apart from each other', () => {
    const shared = new Set(['cypher', 'bolt', 'by-tenant']);
    const wrong = violations((file, imported) => {
      if (!file.path.startsWith('backends/') || !isOwn(imported)) return false;
      if (/^src\/(?:contracts|domain|errors)\//.test(imported)) return false;
      const [own, other] = [backendFolder(file.path), backendFolder(imported)];
      // The executable specification is plain maps over the project's own search.
      if (own === 'reference' && imported.startsWith('src/search/')) return false;
      return !(
        imported.startsWith('backends/') &&
        (own === undefined || other === own || shared.has(other ?? ''))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('lets only the composition root see both catalogs', () => {
    const catalogs = ['tools/catalog.ts', 'backends/catalog.ts'];
    const wrong = violations(
      (file, imported) =>
        catalogs.includes(imported) && !file.path.startsWith('src/app/') && !file.path.startsWith('tools/'),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['@modelcontextprotocol/server', /^src\/(?:mcp|transport)\//],
    ['@modelcontextprotocol/client', /^src\/cli\/demo\//],
    ['better-sqlite3', /^backends\/sqlite\//],
    ['commander', /^src\/cli\//],
    ['jose', /^src\/auth\//],
    ['stemmer', /^src\/search\//],
  ])('imports %s in one place only', (name, place) => {
    const wrong = violations(
      (file, imported) => (imported === name || imported.startsWith(`${name}/`)) && !place.test(file.path),
    );
    expect(wrong).toEqual([]);
  });

  it('has no cycles of imports', () => {
    expect(cycles(new Map(FILES.map((file) => [file.path, file.imports.filter(isOwn)])))).toEqual([]);
  });
});

describe('one place', () => {
  const holding = (pattern: RegExp) =>
    FILES.filter((file) => pattern.test(file.text)).map((file) => file.path);

  it('makes an access scope only in the policy', () => {
    expect(holding(/\bas (?:unknown as )?AccessScope\b/)).toEqual(['src/policy/access-scope.ts']);
  });

  it('uses the unscoped view on the command line alone', () => {
    const allowed = /^src\/(?:cli\/|policy\/access-scope\.ts$)/;
    expect(holding(/\boperatorScope\b/).filter((path) => !allowed.test(path))).toEqual([]);
  });

  it('reads the environment in the configuration and bin alone', () => {
    expect(holding(/\bprocess\.env\b/).filter((path) => !/^(?:src\/config\/|bin\/)/.test(path))).toEqual([]);
  });

  it('writes to stdout from the command line output and the stdio transport alone', () => {
    const allowed = /^src\/(?:cli\/output\.ts|transport\/|cli\/serve\.ts)/;
    const writing = holding(/\bconsole\.(?:log|info|table)\(|process\.stdout\.write|writeSync\(1\b/);
    expect(writing.filter((path) => !allowed.test(path))).toEqual([]);
  });

  it('imports zod as a namespace, so that the bundle leaves out what is not used', () => {
    expect(
      holding(/import \{[^}]*\} from 'zod'/).filter(
        (path) => !holding(/import type \{[^}]*\} from 'zod'/).includes(path),
      ),
    ).toEqual([]);
  });

  it('asks for no backend by name', () => {
    expect(holding(/\bbackend(?:\.name)?\s*===\s*['"]/)).toEqual([]);
  });

  it('keeps files small: none over 350 lines, most under 150', () => {
    const lengths = FILES.map((file) => ({ path: file.path, lines: file.text.split('\n').length }));
    expect(lengths.filter((each) => each.lines > 350)).toEqual([]);
    expect(lengths.filter((each) => each.lines > 150).length).toBeLessThan(lengths.length / 5);
  });
});

/** One path for each cycle found by a walk in depth. */
function cycles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.push([...trail.slice(start), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return found;
}
