import * as z from 'zod';

/** An argument that may be left out; null means the same as leaving it out. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === null ? undefined : value), schema.optional()).optional();
}

/** As `optional`, for texts: a blank one means the same as leaving it out. */
export function optionalText<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (isBlank(value) ? undefined : value), schema.optional()).optional();
}

/** An argument with a default, taken for null as well. */
export function withDefault<Schema extends z.ZodType>(
  schema: Schema,
  value: z.core.util.NoUndefined<z.output<Schema>>,
) {
  return z.preprocess((given) => (given === null ? undefined : given), schema.default(value));
}

/** A field that null (or a blank text) empties; left out, it stays as it is. */
export function emptiable<Schema extends z.ZodType>(schema: Schema) {
  const { $schema: _named, type, ...rules } = z.toJSONSchema(schema, { io: 'input' });
  const declared = z.unknown().meta({ type: [type, 'null'], ...rules });
  return z
    .preprocess((value) => (isBlank(value) ? null : value), declared.pipe(schema.nullable()))
    .optional();
}

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}
