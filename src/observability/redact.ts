const HIDDEN = '[hidden]';
/** Texts of memories and whatever grants access. */
const HIDDEN_KEY =
  /^(?:content|summary|title|query|terms|body)$|authorization|cookie|token|secret|passw|api_?key|credential|private_?key/i;
const MAX_TEXT = 2_000;
const MAX_DEPTH = 5;

/** A copy of `facts` that is fit for a log: no text of memories, nothing secret-like, bounded in size and depth. */
export function redacted(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, HIDDEN_KEY.test(key) ? HIDDEN : plain(value, 1)]),
  );
}

function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}...` : value;
  if (value instanceof Error) return plainError(value, depth);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (Array.isArray(value)) return value.slice(0, 100).map((each) => plain(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, HIDDEN_KEY.test(key) ? HIDDEN : plain(each, depth + 1)]),
  );
}

function plainError(error: Error, depth: number): unknown {
  const { name, message, stack } = error;
  const cause =
    error.cause === undefined || depth >= MAX_DEPTH ? {} : { cause: plain(error.cause, depth + 1) };
  return { name, message: plain(message, depth), stack: plain(stack, depth), ...cause };
}
