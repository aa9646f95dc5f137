import * as z from 'zod';

/** The name of a file in the server's own folder; what a name may be is checked where the folder is known. */
export function fileName() {
  return z.string().trim().min(1).max(100);
}
