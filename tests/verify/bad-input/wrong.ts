import { asArray } from '../../support/json.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';
import { type Argument, kindOf } from './schema.js';
import { roleOf } from './valid.js';
import * as values from './values.js';

/** A value, and whether a call with it must be refused (`false`: it may be refused or be taken as harmless). */
export interface WrongValue {
  readonly value: values.JsonText;
  readonly mustFail: boolean;
  readonly label: string;
}

/** Every wrong or strange value for one argument, by what its schema says. */
export function wrongValues(argument: Argument): WrongValue[] {
  const kind = kindOf(argument.schema);
  const common: WrongValue[] = [
    // Null in place of an optional argument means that it is left out.
    { value: 'null', mustFail: argument.required && argument.path.length === 1, label: 'null' },
    ...list(values.DEEP, true, 'deep'),
    ...list(values.BROKEN_TEXTS, true, 'half a character'),
  ];
  switch (kind) {
    case 'string':
      return [...common, ...texts(argument), ...notText()];
    case 'number':
    case 'integer':
      return [
        ...common,
        ...numbers(argument),
        ...list(['"1"', '"abc"'], true, 'text for a number'),
        // A blank text may mean that a field is emptied, as null does.
        ...list(['""'], false, 'blank text for a number'),
        ...others('number'),
      ];
    case 'boolean':
      return [
        ...common,
        ...list(['"true"', '"false"', '0', '1', '""'], true, 'not a boolean'),
        ...others('boolean'),
      ];
    case 'array':
      return [...common, ...arrays(argument)];
    case 'object':
      return [...common, ...objects(argument)];
    default:
      return [
        ...common,
        ...list([...values.NUMBERS, ...values.OBJECTS, ...values.ARRAYS], false, 'any kind'),
      ];
  }
}

function texts(argument: Argument): WrongValue[] {
  const { schema, name } = argument;
  const longest = typeof schema.maxLength === 'number' ? schema.maxLength : Number.POSITIVE_INFINITY;
  const closed = Array.isArray(schema.enum) ? new Set(asArray(schema.enum)) : null;
  const role = roleOf(name);
  const refused = (text: string): boolean => {
    if (text.trim() === '') return false;
    if (closed !== null) return !closed.has(text);
    return text.length > longest || role !== 'other';
  };
  const plain = [...HOSTILE_TEXTS, ...values.BLANK_TEXTS, ...(role === 'id' ? values.IDS : [])];
  return [
    ...plain.map((text) => ({ value: JSON.stringify(text), mustFail: refused(text), label: 'hostile text' })),
    ...(role === 'time'
      ? list(
          values.BAD_TIMES.map((time) => JSON.stringify(time)),
          true,
          'bad time',
        )
      : []),
    ...list(values.NUL_TEXTS, role !== 'other' || closed !== null, 'NUL'),
    ...values.HUGE_TEXTS.map((value) => ({
      value,
      mustFail: refused(JSON.parse(value)),
      label: 'huge text',
    })),
  ];
}

function notText(): WrongValue[] {
  const wrong = [...values.NUMBERS, ...values.OBJECTS, ...values.ARRAYS, ...values.BOOLEANS];
  return list(wrong, true, 'not a text');
}

function numbers(argument: Argument): WrongValue[] {
  const { minimum, maximum, type } = argument.schema;
  return values.NUMBERS.map((value) => {
    const number = Number(value);
    const outside =
      !Number.isFinite(number) ||
      (typeof minimum === 'number' && number < minimum) ||
      (typeof maximum === 'number' && number > maximum) ||
      (type === 'integer' && !Number.isSafeInteger(number));
    return { value, mustFail: outside, label: 'number' };
  });
}

function arrays(argument: Argument): WrongValue[] {
  const { maxItems, minItems } = argument.schema;
  const tooMany = typeof maxItems === 'number' ? [`["a"${',"a"'.repeat(maxItems)}]`] : [];
  return [
    ...list(tooMany, true, 'too many items'),
    { value: '[]', mustFail: typeof minItems === 'number' && minItems > 0, label: 'empty list' },
    ...list([...values.NUMBERS, ...values.OBJECTS, ...values.BOOLEANS], true, 'not a list'),
    // One text may stand for a list of one.
    ...list(
      HOSTILE_TEXTS.map((text) => JSON.stringify(text)),
      false,
      'text for a list',
    ),
    ...list(values.ARRAYS.slice(1), false, 'list of something'),
  ];
}

function objects(argument: Argument): WrongValue[] {
  const forged = ['tenant_id', 'user_id', 'created_by'];
  const inContext = argument.name === 'context';
  return [
    ...list([...values.NUMBERS, ...values.BOOLEANS, ...values.ARRAYS, '"text"', '""'], true, 'not an object'),
    ...(inContext
      ? list(
          forged.map((field) => `{"${field}":"someone"}`),
          true,
          'forged context',
        )
      : []),
    ...(inContext
      ? list(['{"additional_metadata":{"a":1e400}}', '{"files_involved":[1]}'], true, 'context')
      : []),
    ...list(values.OBJECTS, false, 'strange object'),
  ];
}

function others(kind: 'number' | 'boolean'): WrongValue[] {
  const wrong = [
    ...values.OBJECTS,
    ...values.ARRAYS,
    ...(kind === 'number' ? values.BOOLEANS : values.NUMBERS),
  ];
  return list(wrong, true, `not a ${kind}`);
}

function list(items: readonly values.JsonText[], mustFail: boolean, label: string): WrongValue[] {
  return items.map((value) => ({ value, mustFail, label }));
}
