import * as z from 'zod';

type Json = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (2020-12) of a tool's arguments or answer, as short as it can be without saying anything
 * else: every client pays for these bytes in its context.
 */
export function compactSchema(schema: z.ZodObject, io: 'input' | 'output'): Json {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return compacted(made, io) as Json;
}

/** Keywords whose value maps names to schemas: names are kept whatever they are. */
const MAPS = new Set(['properties', '$defs', 'patternProperties']);

function compacted(value: unknown, io: 'input' | 'output'): unknown {
  if (Array.isArray(value)) return value.map((item) => compacted(item, io));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key, inner]) => !isNoise(key, inner, value as Json, io));
  return withoutTypeLists(
    Object.fromEntries(entries.map(([key, inner]) => [key, compactedMember(key, inner, io)])),
  );
}

/** `type: ["string", "null"]` as `anyOf`: not every client reads a list of types. */
function withoutTypeLists(schema: Json): Json {
  const { type, description, ...bounds } = schema;
  if (!Array.isArray(type)) return schema;
  const said = description === undefined ? {} : { description };
  return {
    ...said,
    anyOf: type.map((each) => (each === 'null' ? { type: each } : { type: each, ...bounds })),
  };
}

function compactedMember(key: string, inner: unknown, io: 'input' | 'output'): unknown {
  if (key === 'default' || key === 'enum' || key === 'const' || key === 'examples') return inner;
  if (!MAPS.has(key) || typeof inner !== 'object' || inner === null) return compacted(inner, io);
  return Object.fromEntries(Object.entries(inner).map(([name, schema]) => [name, compacted(schema, io)]));
}

function isNoise(key: string, inner: unknown, owner: Json, io: 'input' | 'output'): boolean {
  switch (key) {
    case '$schema':
      return true;
    case 'additionalProperties':
      // An answer may gain fields in a later version, so its schema never closes an object.
      return isEmptyObject(inner) || (io === 'output' && inner === false);
    case 'propertyNames':
      return true;
    case 'pattern':
      return owner.format !== undefined;
    case 'maximum':
      return inner === Number.MAX_SAFE_INTEGER;
    case 'minimum':
      return inner === Number.MIN_SAFE_INTEGER;
    default:
      return false;
  }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
