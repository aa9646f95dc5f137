/** What an error is about; decides how a caller should react. */
export type ErrorCategory = 'input' | 'missing' | 'conflict' | 'denied' | 'limit' | 'storage' | 'internal';

interface ErrorFacts {
  readonly category: ErrorCategory;
  /** True where the same call may succeed later without being changed. */
  readonly retryable: boolean;
  readonly http_status: number;
  /** Exit code of the command line when a command ends with this error. */
  readonly exit_code: number;
  /** One sentence for the reference page: when this code is used. */
  readonly meaning: string;
}

/**
 * The one table of error codes. A code, once released, keeps its meaning.
 * Exit codes: 2 usage, 3 missing, 4 conflict, 5 denied, 6 storage, 7 busy or full, 1 anything else.
 */
export const ERRORS = {
  invalid_argument: fact(
    'input',
    false,
    400,
    2,
    'An argument is missing, unknown, of the wrong type or out of range.',
  ),
  invalid_text: fact(
    'input',
    false,
    400,
    2,
    'A text holds a lone surrogate, or a NUL where none is allowed.',
  ),
  invalid_cursor: fact(
    'input',
    false,
    400,
    2,
    'A cursor was altered, belongs to another question, or to another store.',
  ),
  invalid_file: fact(
    'input',
    false,
    400,
    2,
    'An import or backup file is not readable as what it claims to be.',
  ),
  secret_found: fact(
    'input',
    false,
    400,
    2,
    'A text holds what looks like a key, a token or a password, and MEMORY_SECRETS is refuse.',
  ),
  too_large: fact('limit', false, 413, 2, 'A text, a list or a message is over its limit.'),
  too_deep: fact('limit', false, 400, 2, 'JSON is nested deeper than 64 levels.'),
  usage: fact('input', false, 400, 2, 'A command or flag does not exist or lacks its value.'),
  configuration: fact('input', false, 400, 2, 'One or more settings are invalid; all of them are listed.'),
  not_found: fact(
    'missing',
    false,
    404,
    3,
    'No such memory, relationship or file, or none that the caller may see.',
  ),
  conflict: fact(
    'conflict',
    false,
    409,
    4,
    'The record was changed since it was read; the current version is given.',
  ),
  idempotency_conflict: fact(
    'conflict',
    false,
    409,
    4,
    'The idempotency key was used before with another body.',
  ),
  already_exists: fact('conflict', false, 409, 4, 'An equal relationship is there already; its id is given.'),
  cycle: fact('conflict', false, 409, 4, 'The relationship would close a cycle of its type.'),
  self_relationship: fact('input', false, 400, 2, 'A memory cannot be related to itself.'),
  already_closed: fact('conflict', false, 409, 4, 'The record was closed before; its closing time is given.'),
  forbidden: fact('denied', false, 403, 5, 'The caller may see the record but not do this to it.'),
  unauthenticated: fact(
    'denied',
    false,
    401,
    5,
    'There is no token, or it is not valid: its signature, issuer, audience, times or claims.',
  ),
  tenant_unavailable: fact(
    'denied',
    false,
    403,
    5,
    'The tenant of the caller is not known to this server, or is suspended.',
  ),
  wrong_mode: fact(
    'storage',
    false,
    500,
    6,
    'The store has tenants and was opened without them, or the reverse, or is between the two.',
  ),
  cannot_roll_back: fact(
    'conflict',
    false,
    409,
    4,
    'Data written since the migration has no place in a store without tenants; the records are named.',
  ),
  not_empty: fact('conflict', false, 409, 4, 'A restore needs an empty store; this one holds memories.'),
  storage_missing: fact(
    'storage',
    false,
    500,
    6,
    'The database file, or the folder it should be in, is not there.',
  ),
  storage_unreadable: fact(
    'storage',
    false,
    500,
    6,
    'The database file or its folder may not be read or written.',
  ),
  storage_not_a_database: fact(
    'storage',
    false,
    500,
    6,
    'The file is not a memorygraph database; it was left as it is.',
  ),
  storage_corrupt: fact('storage', false, 500, 6, 'The database file is damaged; it was left as it is.'),
  storage_newer: fact(
    'storage',
    false,
    500,
    6,
    'A newer memorygraph wrote this store; this one must be updated and restarted.',
  ),
  storage_read_only: fact('storage', false, 500, 6, 'The database can be read but not written.'),
  storage_full: fact('storage', false, 507, 7, 'The disk is full; nothing was written and nothing was lost.'),
  storage_replaced: fact(
    'storage',
    false,
    500,
    6,
    'The database file was deleted or replaced while it was open.',
  ),
  busy: fact(
    'storage',
    true,
    503,
    7,
    'Another process holds the database; the same call may succeed in a moment.',
  ),
  driver_missing: fact(
    'storage',
    false,
    500,
    6,
    'The database driver could not be loaded by this Node version.',
  ),
  cancelled: fact('limit', true, 499, 1, 'The caller cancelled the work; nothing was written.'),
  unsupported: fact('input', false, 501, 2, 'The backend or this version cannot do what was asked.'),
  internal: fact('internal', false, 500, 1, 'A fault of the server; details are in its log.'),
} as const;

/** Stable code of an error, as clients and scripts see it. */
export type ErrorCode = keyof typeof ERRORS;

function fact(
  category: ErrorCategory,
  retryable: boolean,
  http_status: number,
  exit_code: number,
  meaning: string,
): ErrorFacts {
  return { category, retryable, http_status, exit_code, meaning };
}
