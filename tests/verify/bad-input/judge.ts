import { asArray, asObject, type JsonObject } from '../../support/json.js';

/** What an answer to a bad call was. */
export type Verdict = 'refused' | 'taken' | { readonly fault: string };

/** The most an answer may take. */
export const ANSWER_MS = 2_000;

const INVALID_PARAMS = -32602;

/** What must never be read in an answer. */
const LEAKS: readonly [string, RegExp][] = [
  ['a stack trace', /\\n\s+at |\bat (?:async )?[\w.<>$]+ \((?:file:|node:|\/|[A-Z]:\\)|node:internal/],
  ['a source file', /\.(?:[cm]?js|ts):\d/],
  ['a path', /\/home\/|node_modules|file:\/\/\/(?!etc\/passwd)/],
  [
    'driver text',
    /SQLITE_|SqliteError|better-sqlite3|no such (?:column|table)|fts5: |syntax error near|bad parameter/,
  ],
  [
    'an own error',
    /\b(?:TypeError|RangeError|ReferenceError|ZodError)\b|Maximum call stack|is not a function/,
  ],
];

/** Judges one answer. `secrets` are texts of this run that must not be told either, such as the store's folder. */
export function judge(
  line: string,
  message: JsonObject,
  mustFail: boolean,
  secrets: readonly string[],
): Verdict {
  for (const [what, pattern] of LEAKS) if (pattern.test(line)) return { fault: `shows ${what}` };
  for (const secret of secrets) if (line.includes(secret)) return { fault: 'shows a folder of this machine' };
  if (message.error !== undefined) {
    const { code } = asObject(message.error);
    return code === INVALID_PARAMS ? 'refused' : { fault: `answers with protocol error ${String(code)}` };
  }
  const result = asObject(message.result);
  if (!Array.isArray(result.content)) return { fault: 'answers with a result without content' };
  if (result.isError === true) return judgeError(result);
  if (mustFail) return { fault: 'takes a call that is wrong' };
  return 'taken';
}

/** An error says something, and is not the one for faults of the server itself. */
function judgeError(result: JsonObject): Verdict {
  const text = asArray(result.content)
    .map((part) => String(asObject(part).text ?? ''))
    .join('\n');
  if (text.trim() === '') return { fault: 'refuses without a word' };
  if (text.length > 4_000) return { fault: 'refuses with more than 4,000 characters' };
  if (/\binternal\b/.test(text)) return { fault: 'answers with an internal error' };
  return 'refused';
}
