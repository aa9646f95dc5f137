/**
 * Which files this process has open, by device and inode. POSIX drops every lock a process holds on a file
 * as soon as the process closes any descriptor of it, SQLite's included; so a file that is open here must
 * never be opened a second time outside of SQLite. The locks are the process's, and so is this count.
 */
const open = ofThisProcess();

/** The bundle holds this module more than once, so the count has a name that all of them know. */
function ofThisProcess(): Map<string, number> {
  const name: unique symbol = Symbol.for('memorygraph.open-files');
  const shared: typeof globalThis & { [name]?: Map<string, number> } = globalThis;
  shared[name] ??= new Map();
  return shared[name];
}

export function isOpenHere(key: string): boolean {
  return open.has(key);
}

export function noteOpened(key: string): void {
  open.set(key, (open.get(key) ?? 0) + 1);
}

export function noteClosed(key: string): void {
  const left = (open.get(key) ?? 0) - 1;
  if (left > 0) open.set(key, left);
  else open.delete(key);
}
