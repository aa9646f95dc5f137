import { asArray, asObject, isObject, type JsonObject } from '../../support/json.js';
import { kindOf } from './schema.js';
import type { JsonText } from './values.js';

/** Real ids of the store, for arguments that name something. */
export interface Seeds {
  readonly memories: readonly string[];
  readonly relationship: string;
}

const TIMES = /^(valid_from|valid_until|as_of|known_at|since|until|created_after|created_before|timestamp)$/;
const MEMORY_IDS = /^(memory_id|from_memory_id|to_memory_id|supersedes|invalidated_by)$/;

let contents = 0;

export type Role = 'id' | 'time' | 'memory type' | 'relationship type' | 'cursor' | 'other';

/** What an argument of this name stands for. */
export function roleOf(name: string): Role {
  if (MEMORY_IDS.test(name) || name === 'relationship_id') return 'id';
  if (TIMES.test(name)) return 'time';
  if (name === 'type' || name === 'memory_types') return 'memory type';
  if (name === 'relationship_type' || name === 'relationship_types' || name === 'relationship_filter') {
    return 'relationship type';
  }
  return name === 'cursor' ? 'cursor' : 'other';
}

/** A value the argument takes. */
export function validValue(name: string, schema: JsonObject, seeds: Seeds, occurrence = 0): JsonText {
  const choice = asArray(schema.enum)[0];
  if (choice !== undefined) return JSON.stringify(choice);
  switch (kindOf(schema)) {
    case 'array':
      return `[${validValue(name, asObject(schema.items), seeds, occurrence)}]`;
    case 'object':
      return compose(validFields(schema, seeds));
    case 'boolean':
      return 'true';
    case 'integer':
    case 'number':
      return String(Math.max(typeof schema.minimum === 'number' ? schema.minimum : 0, 0));
    default:
      return JSON.stringify(validText(name, seeds, occurrence));
  }
}

/** The required fields of an object, each as JSON text. */
export function validFields(schema: JsonObject, seeds: Seeds): Map<string, JsonText> {
  const properties = asObject(schema.properties);
  return new Map(
    asArray(schema.required).map((name, i) => {
      const field = properties[String(name)];
      return [String(name), validValue(String(name), isObject(field) ? field : {}, seeds, i)];
    }),
  );
}

/** Fields as the text of an object. */
export function compose(fields: ReadonlyMap<string, JsonText>): JsonText {
  return `{${[...fields].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}

function validText(name: string, seeds: Seeds, occurrence: number): string {
  if (name === 'relationship_id') return seeds.relationship;
  switch (roleOf(name)) {
    case 'id':
      return seeds.memories[occurrence % seeds.memories.length] ?? '';
    case 'time':
      return '2025-01-01T00:00:00.000Z';
    case 'memory type':
      return 'general';
    case 'relationship type':
      return 'RELATED_TO';
    default:
      // Contents differ, so that no call is answered as a repetition of another.
      return name === 'content' ? `retry queue ${contents++}` : 'retry queue';
  }
}
