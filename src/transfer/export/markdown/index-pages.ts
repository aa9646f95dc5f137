import { posix } from 'node:path';
import { frontMatter, inlineText, linkTo, type PageLink } from './page.js';
import { INDEX_VALUE, MIRROR_KEY } from './page-format.js';

/** A page of a memory as the lists show it. */
export interface ListedPage extends PageLink {
  readonly project: string;
  readonly type: string;
}

/** `index.md` of the folder and of each project in it: what is there, by project, type and title. */
export function indexPages(
  pages: Iterable<ListedPage>,
  projects: ReadonlyMap<string, string>,
): { readonly path: string; readonly text: string }[] {
  const byProject = groups(pages, (page) => page.project);
  const lists = [...byProject].map(([project, listed]) => {
    const folder = projects.get(project) ?? project;
    return { project, folder, listed, path: `${folder}/index.md` };
  });
  const total = lists.reduce((sum, { listed }) => sum + listed.length, 0);
  const lines = lists.map(
    ({ project, path, listed }) => `- ${linkTo('', { path, title: project })}: ${listed.length}`,
  );
  const root = `${head('Memories')}\n${memoriesText(total)}\n\n${lines.join('\n')}\n`;
  return [
    { path: 'index.md', text: root },
    ...lists.map(({ project, folder, listed, path }) => ({
      path,
      text: projectPage(project, folder, listed),
    })),
  ];
}

function projectPage(project: string, folder: string, pages: readonly ListedPage[]): string {
  const sections = [...groups(pages, (page) => page.type)].map(([type, listed]) => {
    const lines = listed.map((page) => `- ${linkTo(folder, page)}`);
    return `\n## ${type}\n\n${lines.join('\n')}\n`;
  });
  const up = `[all projects](${posix.relative(folder, 'index.md')})`;
  return `${head(project)}\n${memoriesText(pages.length)}; ${up}\n${sections.join('')}`;
}

function head(title: string): string {
  return `${frontMatter({ [MIRROR_KEY]: INDEX_VALUE })}\n# ${inlineText(title)}\n`;
}

function memoriesText(count: number): string {
  return count === 1 ? '1 memory' : `${count} memories`;
}

/** Groups in the order of their names, each in the order of titles. */
function groups(pages: Iterable<ListedPage>, name: (page: ListedPage) => string): Map<string, ListedPage[]> {
  const found = new Map<string, ListedPage[]>();
  for (const page of pages) {
    const key = name(page);
    const group = found.get(key);
    if (group === undefined) found.set(key, [page]);
    else group.push(page);
  }
  for (const group of found.values())
    group.sort((a, b) => compare(a.title, b.title) || compare(a.path, b.path));
  return new Map([...found].toSorted(([a], [b]) => compare(a, b)));
}

/** By code units: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
