/** Characters an id may have, its part included. */
const PROJECT_ID_CHARACTERS = 300;

/** More than any real address has: longer text is not looked at. */
const INPUT_CHARACTERS = 4_000;

// Control characters, ends of lines, and marks that turn the direction of text.
const UNFIT = /[^ -~\u00a0-\u200d\u2010-\u2027\u202f-\u2065\u206a-\uffff]/;
const ASCII = /^[ -~]*$/;

/** Text that an id can be made from, trimmed and in NFC; null where it holds what no id may hold. */
export function fitText(text: string): string | null {
  if (text.length > INPUT_CHARACTERS || !text.isWellFormed()) return null;
  const fit = normalForm(text).trim();
  return fit === '' || UNFIT.test(fit) ? null : fit;
}

/** An id that is short enough and holds nothing unfit; else null. */
export function fitId(id: string): string | null {
  const fit = fitText(id);
  return fit === null || fit.length > PROJECT_ID_CHARACTERS ? null : fit;
}

/** The names between the slashes, without empty ones, `.`, and `.git` at the end; null where one is `..`. */
export function pathSegments(path: string): string[] | null {
  const segments = namesIn(path);
  if (segments === null) return null;
  for (let last = segments.pop(); last !== undefined; last = segments.pop()) {
    const name = withoutGit(last);
    if (name === '..') return null;
    if (name !== '' && name !== '.') return [...segments, name];
  }
  return [];
}

/** An @ that does not begin a name such as `@acme`: it may stand between a password and a host. */
const UNFIT_AT = /(?<!^|\/)@|@(?![\w-]+(?:\/|$))/g;

/** The path of a folder inside a repository as a part of its project. */
export function partOfPath(path: string): string | null {
  return partPath(path.replaceAll(UNFIT_AT, '%40'));
}

/** A part of a project as it stands behind `#`: names with `/` between them; '' for the whole, null for none. */
export function partPath(part: string): string | null {
  const path = namesIn(normalForm(part))?.join('/').trim() ?? null;
  return path === null || path.search(UNFIT_AT) >= 0 ? null : path;
}

/** An id with a part of the project behind it. */
export function withPart(id: string, part: string): string | null {
  return fitId(part === '' ? id : `${id}#${part}`);
}

/** The first use of NFC in a process costs more than all the rest here, and most text needs none. */
function normalForm(text: string): string {
  return ASCII.test(text) ? text : text.normalize('NFC');
}

function namesIn(path: string): string[] | null {
  const names = path.split('/').filter((each) => !['', '.'].includes(each.trim()));
  return names.some((each) => each.trim() === '..') ? null : names;
}

function withoutGit(name: string): string {
  let rest = name.trimEnd();
  while (rest.endsWith('.git')) rest = rest.slice(0, -'.git'.length).trimEnd();
  return rest;
}
