import { MemoryGraphError } from '../../errors/memory-graph-error.js';

/** The file is not what it should be; what the operator sees names it. */
export function invalidFile(
  path: string,
  why: string,
  details: { problems?: readonly string[] } = {},
): MemoryGraphError {
  return new MemoryGraphError('invalid_file', why, { operatorMessage: `${path}: ${why}`, details });
}

/** What went wrong with a file, as an error of ours. */
export function fileFault(thrown: unknown, path: string): MemoryGraphError {
  if (thrown instanceof MemoryGraphError) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const options = (text: string) => ({ operatorMessage: `${path}: ${text}`, cause: thrown });
  if (code === 'ENOENT')
    return new MemoryGraphError(
      'not_found',
      'The file is not there.',
      options('There is no such file or folder.'),
    );
  if (code === 'EISDIR')
    return new MemoryGraphError('invalid_file', 'The file is a folder.', options('This is a folder.'));
  if (code === 'EEXIST')
    return new MemoryGraphError(
      'already_exists',
      'The file is there already.',
      options('The file is there already; --force replaces it.'),
    );
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new MemoryGraphError(
      'storage_full',
      'The disk is full.',
      options('The disk is full; nothing was left behind.'),
    );
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code))
    return new MemoryGraphError(
      'forbidden',
      'The file may not be used.',
      options(`The file may not be read or written (${code}).`),
    );
  if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE')
    return new MemoryGraphError(
      'invalid_file',
      'The file is damaged.',
      options('It is compressed, and damaged or cut off.'),
    );
  return new MemoryGraphError(
    'internal',
    'The file could not be used.',
    options(thrown instanceof Error ? thrown.message : String(thrown)),
  );
}
