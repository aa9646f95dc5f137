import type { z } from 'zod';
import { editDistance } from '../search/edit-distance.js';
import { pathText } from './argument-walk.js';

/** One thing wrong with the arguments of a call, in words. */
export interface ArgumentProblem {
  /** The argument's path, such as `context.languages[0]`. */
  readonly argument: string;
  readonly sentence: string;
  /** True where a text or a list is over its limit. */
  readonly too_large: boolean;
}

type Issue = z.core.$ZodIssue;

/** Arguments that would say who calls: that comes from the connection, so they are refused by name. */
const IDENTITY = new Set([
  ...['tenant_id', 'tenant', 'user_id', 'user', 'created_by', 'updated_by', 'principal', 'role', 'roles'],
  ...['token', 'access_token', 'auth_token', 'api_key', 'authorization', 'tenantId', 'userId', 'createdBy'],
]);
const MOST_VALUES = 40;
const MOST_ECHO = 40;

/** The problems that zod found, as sentences that say what is allowed. `shape` holds the tool's argument names. */
export function argumentProblems(
  tool: string,
  shape: Readonly<Record<string, unknown>>,
  args: unknown,
  issues: readonly Issue[],
): ArgumentProblem[] {
  // Unknown arguments come first: what hides behind a wrong name is the likeliest cause of the rest.
  const [unknown, wrong] = [issues.filter(isUnknown), issues.filter((issue) => !isUnknown(issue))];
  return [...unknown, ...wrong].flatMap((issue) => problemsOf(tool, shape, args, issue));
}

function isUnknown(issue: Issue): boolean {
  return issue.code === 'unrecognized_keys';
}

function problemsOf(
  tool: string,
  shape: Readonly<Record<string, unknown>>,
  args: unknown,
  issue: Issue,
): ArgumentProblem[] {
  const path = pathText(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.toSorted((a, b) => Number(IDENTITY.has(b)) - Number(IDENTITY.has(a)));
    return keys.map((key) => {
      const argument = shortened(path === '' ? key : `${path}.${key}`);
      const sentence =
        path === '' ? unknownArgument(tool, shape, key, argument) : unknownField(path, key, argument);
      return { argument, sentence, too_large: false };
    });
  }
  const value = valueAt(args, issue.path);
  const too_large = issue.code === 'too_big' && issue.origin !== 'number' && issue.origin !== 'int';
  return [
    { argument: path, sentence: sentenceOf(path === '' ? 'arguments' : path, value, issue), too_large },
  ];
}

function unknownArgument(
  tool: string,
  shape: Readonly<Record<string, unknown>>,
  key: string,
  argument: string,
): string {
  if (IDENTITY.has(key)) {
    return `\`${argument}\` is not an argument of ${tool}: who calls is known from the connection.`;
  }
  const names = Object.keys(shape);
  const near = nearest(key, names);
  const hint = near === undefined ? `It takes: ${names.join(', ')}.` : `Did you mean \`${near}\`?`;
  return `\`${argument}\` is not an argument of ${tool}. ${names.length === 0 ? 'It takes none.' : hint}`;
}

function unknownField(path: string, key: string, argument: string): string {
  const reason = IDENTITY.has(key) ? ': the server sets it' : '';
  return `\`${argument}\` is not a field of \`${path}\`${reason}.`;
}

function sentenceOf(path: string, value: unknown, issue: Issue): string {
  const name = `\`${path}\``;
  if (value === undefined && issue.code !== 'custom') return `${name} is required${expectation(issue)}.`;
  switch (issue.code) {
    case 'invalid_type':
      return `${name} must be ${article(issue.expected)}, not ${kindOf(value)}.`;
    case 'invalid_value':
      return `${name} must be one of ${allowed(issue.values)}, not ${echo(value)}.`;
    case 'too_big':
      return `${name} ${bound('at most', issue.maximum, issue.origin, value)}`;
    case 'too_small':
      return `${name} ${bound('at least', issue.minimum, issue.origin, value)}`;
    case 'not_multiple_of':
      return `${name} must be a multiple of ${issue.divisor}.`;
    case 'invalid_format':
      return `${name} ${formatRule(issue)}`;
    case 'invalid_union':
      return `${name} must be ${unionOf(issue) || 'of another type'}, not ${kindOf(value)}.`;
    default:
      return `${name}${issue.message.startsWith('must') ? '' : ':'} ${ended(issue.message)}`;
  }
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type') return ` (${article(issue.expected)})`;
  if (issue.code === 'invalid_value') return ` (one of ${allowed(issue.values)})`;
  return '';
}

function bound(words: string, limit: number | bigint, origin: string, value: unknown): string {
  if (origin === 'string') {
    const length = typeof value === 'string' ? `; it has ${value.length}` : '';
    return `must have ${words} ${limit} character${limit === 1 ? '' : 's'}${length}.`;
  }
  if (origin === 'array' || origin === 'set') {
    const length = Array.isArray(value) ? `; it has ${value.length}` : '';
    return `must have ${words} ${limit} item${limit === 1 ? '' : 's'}${length}.`;
  }
  return `must be ${words} ${limit}, not ${echo(value)}.`;
}

function formatRule(issue: z.core.$ZodIssueInvalidStringFormat): string {
  if (issue.format === 'datetime') return 'must be a time such as 2026-03-01T12:00:00Z.';
  if (issue.format === 'date') return 'must be a date such as 2026-03-01.';
  const own = issue.message.startsWith('Invalid') ? '' : issue.message;
  if (own !== '') return ended(own);
  return issue.pattern === undefined
    ? `must be a valid ${issue.format}.`
    : `must match ${shortened(issue.pattern)}.`;
}

function unionOf(issue: z.core.$ZodIssueInvalidUnion): string {
  const kinds = issue.errors.flat().flatMap((inner) => {
    if (inner.code === 'invalid_type') return [article(inner.expected)];
    return inner.code === 'invalid_value' ? [`one of ${allowed(inner.values)}`] : [];
  });
  return [...new Set(kinds)].join(' or ');
}

function article(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    array: 'a list',
    record: 'an object',
    object: 'an object',
    int: 'a whole number',
    boolean: 'true or false',
  };
  return words[expected] ?? `a ${expected}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? 'a text' : 'an object';
}

function allowed(values: readonly unknown[]): string {
  const shown = values.slice(0, MOST_VALUES).map(String).join(', ');
  return values.length > MOST_VALUES ? `${shown}, ...` : shown;
}

function echo(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(shortened(value)) : kindOf(value);
}

function shortened(text: string): string {
  return text.length <= MOST_ECHO ? text : `${text.slice(0, MOST_ECHO).toWellFormed()}...`;
}

function nearest(key: string, names: readonly string[]): string | undefined {
  const most = key.length > 6 ? 2 : 1;
  return names.find((name) => editDistance(key.toLowerCase().slice(0, MOST_ECHO), name, most) <= most);
}

function valueAt(args: unknown, path: readonly PropertyKey[]): unknown {
  let value = args;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, step) ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  }
  return value;
}
