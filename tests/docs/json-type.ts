/** As much of JSON Schema as the tools use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minItems?: number;
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'list',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  null: 'null',
};

/** What a value may be, in words: `whole number, 1 to 100`. */
export function describeType(schema: JsonSchema): string {
  const kinds = kindsOf(schema);
  const words = kinds.map((kind) => (kind === 'array' ? listType(schema) : (NAMES[kind] ?? kind)));
  const values = schema.enum?.map((value) => `\`${String(value)}\``).join(', ');
  const base = values ?? (words.length === 0 ? 'any value' : words.join(' or '));
  return [base, ...bounds(schema)].join(', ');
}

function kindsOf(schema: JsonSchema): readonly string[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === 'string' ? [schema.type] : schema.type;
}

function listType({ items }: JsonSchema): string {
  if (items === undefined) return 'list';
  const of = describeType(items);
  const plural: Readonly<Record<string, string>> = { text: 'texts', object: 'objects', number: 'numbers' };
  const [kind = '', ...rest] = of.split(', ');
  return items.enum === undefined
    ? `list of ${plural[kind] ?? kind}${rest.length > 0 ? ` (each ${rest.join(', ')})` : ''}`
    : `list of ${of}`;
}

function bounds(schema: JsonSchema): string[] {
  const { minimum, maximum, maxLength, maxItems } = schema;
  const found: string[] = [];
  if (minimum !== undefined && maximum !== undefined && maximum < 2 ** 31 - 1)
    found.push(`${minimum} to ${maximum}`);
  else if (minimum !== undefined) found.push(`from ${minimum}`);
  if (maxLength !== undefined) found.push(`at most ${thousands(maxLength)} characters`);
  if (maxItems !== undefined) found.push(`at most ${maxItems} items`);
  return found;
}

function thousands(number: number): string {
  return number.toLocaleString('en-US');
}
