import * as z from 'zod';
import { LIMITS } from '../../src/domain/limits.js';
import {
  CONTEXT_LISTS,
  CONTEXT_TEXTS,
  type JsonValue,
  type MemoryContext,
  SERVER_CONTEXT_FIELDS,
} from '../../src/domain/memory-context.js';
import type { MemoryPatch } from '../../src/domain/new-memory.js';
import { parseTime } from '../../src/domain/time.js';

type ContextPatch = NonNullable<MemoryPatch['context']>;
type Values = { [key: string]: JsonValue };

const METADATA = 'additional_metadata';

const LISTS: ReadonlySet<string> = new Set(CONTEXT_LISTS);
const TEXTS: ReadonlySet<string> = new Set(CONTEXT_TEXTS);
const SERVER_FIELDS: ReadonlySet<string> = new Set(SERVER_CONTEXT_FIELDS);

/** The context of a new memory: known fields by name, everything else as metadata; null and blank are left out. */
export function context() {
  return object().transform((given, issues): MemoryContext => {
    const { fields, others } = read(given, issues);
    const metadata = { ...others, ...asObject(fields.additional_metadata) };
    if (Object.keys(metadata).length > 0) fields.additional_metadata = metadata;
    else delete fields.additional_metadata;
    refuseLarge(metadata, issues);
    return fields;
  });
}

/** Changes to a context: a field given replaces the former one as a whole, null removes it. */
export function contextPatch() {
  return object().transform((given, issues): ContextPatch => {
    const { fields, emptied, others } = read(given, issues);
    for (const key of Object.keys(others))
      refuse(issues, [key], 'is no field of the context; use additional_metadata');
    for (const key of emptied) fields[key] = null;
    refuseLarge(asObject(fields.additional_metadata), issues);
    return fields as ContextPatch;
  });
}

function object() {
  return z.unknown().meta({ type: 'object' });
}

interface ContextParts {
  readonly fields: Values;
  /** Known fields given as null or blank. */
  readonly emptied: readonly string[];
  /** What has no field of its own. */
  readonly others: Values;
}

type Issues = z.core.$RefinementCtx<unknown>;

function read(given: unknown, issues: Issues): ContextParts {
  const fields: Values = {};
  const emptied: string[] = [];
  const others: Values = {};
  const parts = { fields, emptied, others };
  if (!isObject(given)) {
    refuse(issues, [], 'must be an object of fields');
    return parts;
  }
  if (!isPlain(given)) {
    refuse(issues, [], 'must not hold a key __proto__, nor a number too large for JSON');
    return parts;
  }
  for (const [key, value] of Object.entries(given)) {
    const known = LISTS.has(key) || TEXTS.has(key) || key === METADATA;
    if (SERVER_FIELDS.has(key)) refuse(issues, [key], 'is set by the server; leave it out');
    else if (!known) others[key] = value;
    else if (value === null || value === '') emptied.push(key);
    else readField(key, value, fields, issues);
  }
  return parts;
}

function readField(key: string, value: JsonValue, fields: Values, issues: Issues): void {
  const fault = faultOf(key, value);
  if (fault !== null) refuse(issues, [key], fault);
  else if (LISTS.has(key)) fields[key] = listItems(value as string | readonly string[]);
  else if (TEXTS.has(key)) fields[key] = readText(key, value as string);
  else fields[key] = value;
}

/** Why a known field cannot hold a value, or null. */
function faultOf(key: string, value: JsonValue): string | null {
  if (key === METADATA) return isObject(value) ? null : 'must be an object';
  const texts: readonly JsonValue[] = LISTS.has(key) && Array.isArray(value) ? value : [value];
  if (texts.length > LIMITS.context_list_items) return `must hold at most ${LIMITS.context_list_items} texts`;
  if (!texts.every((item) => typeof item === 'string'))
    return LISTS.has(key) ? 'must be a list of texts' : 'must be a text';
  if (texts.some((item) => item.length > LIMITS.context_text_characters))
    return `must be at most ${LIMITS.context_text_characters} characters long`;
  if (key === 'timestamp' && parseTime(value as string) === null)
    return 'must be a date or a date and time in ISO 8601';
  return null;
}

function listItems(value: string | readonly string[]): string[] {
  const items = (typeof value === 'string' ? [value] : value).map((item) => item.trim());
  return [...new Set(items)].filter((item) => item !== '');
}

function readText(key: string, value: string): string {
  return key === 'timestamp' ? (parseTime(value) ?? value) : value.trim();
}

function refuse(issues: Issues, path: string[], message: string): void {
  issues.addIssue({ code: 'custom', path, message });
}

function refuseLarge(metadata: Values, issues: Issues): void {
  const bytes = new TextEncoder().encode(JSON.stringify(metadata)).length;
  if (bytes > LIMITS.metadata_bytes)
    refuse(issues, [METADATA], `must be at most ${LIMITS.metadata_bytes} bytes of JSON`);
}

function asObject(value: JsonValue | undefined): Values {
  return isObject(value) ? value : {};
}

function isPlain(value: JsonValue): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isPlain);
  return Object.entries(value).every(([key, item]) => key !== '__proto__' && isPlain(item));
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
