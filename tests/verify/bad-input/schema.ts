import { asArray, asObject, isObject, type JsonObject } from '../../support/json.js';

/** What a JSON Schema says of one argument, as far as wrong values are made from it. */
export interface Argument {
  readonly name: string;
  /** Where it lies in the arguments: names, and 0 for an array's item. */
  readonly path: readonly (string | number)[];
  readonly schema: JsonObject;
  readonly required: boolean;
}

export interface ToolFacts {
  readonly name: string;
  readonly readOnly: boolean;
  readonly schema: JsonObject;
  readonly arguments: readonly Argument[];
}

/** A tool of `tools/list`, with every argument down to nested ones. */
export function toolFacts(tool: unknown): ToolFacts {
  const { name, inputSchema, annotations } = asObject(tool);
  const schema = asObject(inputSchema);
  return {
    name: String(name),
    readOnly: asObject(annotations).readOnlyHint === true,
    schema,
    arguments: argumentsOf(schema, []),
  };
}

/** `string`, `number`, `integer`, `boolean`, `array`, `object`, or null where several fit. */
export function kindOf(schema: JsonObject): string | null {
  return typeof schema.type === 'string' ? schema.type : null;
}

function isRequired(schema: JsonObject, name: string): boolean {
  return asArray(schema.required).includes(name);
}

/** A schema that also takes null, as what it is otherwise. */
function withoutNull(schema: JsonObject): JsonObject {
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== 'null');
    return types.length === 1 ? { ...schema, type: types[0] } : schema;
  }
  const branches = asArray(schema.anyOf).map(asObject);
  const others = branches.filter(({ type }) => type !== 'null');
  return others.length === 1 && others.length < branches.length ? { ...schema, ...others[0] } : schema;
}

function argumentsOf(schema: JsonObject, path: readonly (string | number)[]): Argument[] {
  return Object.entries(asObject(schema.properties)).flatMap(([name, given]) => {
    if (!isObject(given)) return [];
    const value = withoutNull(given);
    const here: Argument = { name, path: [...path, name], schema: value, required: isRequired(schema, name) };
    const items = value.items;
    if (isObject(items)) {
      const item: Argument = { name, path: [...here.path, 0], schema: items, required: true };
      return [here, item, ...argumentsOf(items, item.path)];
    }
    return [here, ...argumentsOf(value, here.path)];
  });
}
