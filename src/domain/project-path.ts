/**
 * A project path in the form it is compared in: `/` for every separator, none at the end. The root is the
 * empty text, so that what lies below a path always begins with it and a `/`.
 */
export function comparablePath(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/+$/, '');
}

/** True where `path` is `folder` or lies below it. */
export function isWithinProjectPath(path: string, folder: string): boolean {
  const [inner, outer] = [comparablePath(path), comparablePath(folder)];
  return inner === outer || inner.startsWith(`${outer}/`);
}
