import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchor } from './markdown.js';
import { type DocPage, docPages, fencedBlocks, prose, ROOT } from './pages.js';

const PAGES = docPages();

describe('links', () => {
  it.each(PAGES.map((each) => [each.path, each] as const))('of %s lead somewhere', (_path, page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('reach every page from the README', () => {
    const reached = new Set<string>();
    const visit = (path: string): void => {
      if (reached.has(path)) return;
      reached.add(path);
      const page = PAGES.find((each) => each.path === path);
      for (const target of page === undefined ? [] : linksOf(page)) visit(fileOf(path, target));
    };
    visit('README.md');
    expect(PAGES.map((page) => page.path).filter((path) => !reached.has(path))).toEqual([]);
  });
});

describe('pages', () => {
  it('hold no empty diagram', () => {
    const diagrams = PAGES.flatMap((page) =>
      fencedBlocks(page.text)
        .filter(({ language }) => language === 'mermaid')
        .map(({ text }) => ({ path: page.path, text })),
    );
    expect(diagrams.length).toBeGreaterThan(2);
    const kind = /^(?:erDiagram|flowchart|sequenceDiagram|graph|stateDiagram-v2)\b/;
    expect(diagrams.filter(({ text }) => !kind.test(text) || text.trim().split('\n').length < 3)).toEqual([]);
  });

  it('close every block of code', () => {
    const open = PAGES.filter((page) => (page.text.match(/^```/gm) ?? []).length % 2 === 1);
    expect(open.map((page) => page.path)).toEqual([]);
  });

  it('name the two lines that set a clone up', () => {
    const lines = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n');
    expect(lines).toContain('npm ci && npm run demo');
    expect(lines).toContain('npm ci && npm test');
  });

  it('name files of the repository that are there', () => {
    const wrong = PAGES.flatMap(({ path, text }) =>
      [...prose(text).matchAll(/`((?:bin|src|tools|backends|tests|docs)\/[\w./-]*)`/g)]
        .map((match) => match[1] ?? '')
        .filter((name) => !existsSync(join(ROOT, name)) && !NOT_FILES.includes(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('list every decision', () => {
    const decisions = PAGES.filter((page) => /^docs\/decisions\/\d{4}-/.test(page.path));
    const index = PAGES.find((page) => page.path === 'docs/decisions/README.md')?.text ?? '';
    const missing = decisions.filter(({ path, text }) => {
      const title = /^# \d{4}: (.+)$/m.exec(text)?.[1];
      return !index.includes(`(${path.split('/').at(-1)}) | ${title} |`);
    });
    expect(missing.map((page) => page.path)).toEqual([]);
  });

  it('hold JSON that is JSON', () => {
    const blocks = PAGES.flatMap((page) =>
      fencedBlocks(page.text).map((each) => ({ path: page.path, ...each })),
    );
    const wrong = blocks.filter(({ language, text }) => language === 'json' && !isJson(text));
    expect(wrong).toEqual([]);
  });
});

/** Methods of the protocol, and a folder that measuring makes. */
const NOT_FILES = ['tools/list', 'tools/call', 'tests/bench/results'];

function brokenLinks(page: DocPage): string[] {
  return linksOf(page).filter((target) => {
    const path = fileOf(page.path, target);
    if (!existsSync(join(ROOT, path))) return true;
    const [, heading] = target.split('#');
    return heading !== undefined && !anchorsOf(readFileSync(join(ROOT, path), 'utf8')).has(heading);
  });
}

/** Relative links and links within the page; those to the web are left alone. */
function linksOf(page: DocPage): string[] {
  const text = prose(page.text).replaceAll(/`[^`\n]*`(?!\])/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/i.test(target));
}

function fileOf(from: string, target: string): string {
  const [file = ''] = target.split('#');
  if (file === '') return from;
  return resolve('/', dirname(from), file).slice(1);
}

function anchorsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const [, heading = ''] of prose(text).matchAll(/^#{1,6} +(.+?)\s*$/gm)) {
    const name = anchor(heading);
    let unique = name;
    for (let number = 1; found.has(unique); number++) unique = `${name}-${number}`;
    found.add(unique);
  }
  return found;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
