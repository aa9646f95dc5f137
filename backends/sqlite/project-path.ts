/**
 * A project path in the form it is compared in: `/` for every separator, none at the end. The root is the
 * empty text, so that what lies below a path always begins with it and a `/`.
 */
export function comparablePath(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/+$/, '');
}
