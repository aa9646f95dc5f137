import * as z from 'zod';

/** An argument that may be left out; null means the same as leaving it out. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === null ? undefined : value), schema.optional());
}

/** As `optional`, for texts: a blank one means the same as leaving it out. */
export function optionalText<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (isBlank(value) ? undefined : value), schema.optional());
}

/** An argument with a default, taken for null as well. */
export function withDefault<Schema extends z.ZodType>(
  schema: Schema,
  value: z.core.util.NoUndefined<z.output<Schema>>,
) {
  return z.preprocess((given) => (given === null ? undefined : given), schema.default(value));
}

/** JSON Schema of a value that is not null. */
interface Declared {
  readonly type: 'string' | 'number';
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * A field that null (or a blank text) empties; left out, it stays as it is. Its JSON schema is given as well,
 * so that it says `["string", "null"]` instead of the longer `anyOf`.
 */
export function emptiable<Schema extends z.ZodType>(schema: Schema, { type, ...bounds }: Declared) {
  const declared = z.unknown().meta({ type: [type, 'null'], ...bounds });
  return z
    .preprocess((value) => (isBlank(value) ? null : value), declared.pipe(schema.nullable()))
    .optional();
}

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}
