import { asObject } from '../../support/json.js';
import type { Random } from '../../support/random.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';
import type { Argument, ToolFacts } from './schema.js';
import { compose, type Seeds, validFields, validValue } from './valid.js';
import { FORGED, type JsonText } from './values.js';
import { type WrongValue, wrongValues } from './wrong.js';

/** One call to make, and whether it must be refused. */
export interface BadCall {
  readonly tool: string;
  readonly args: JsonText;
  readonly mustFail: boolean;
  readonly label: string;
}

type Fields = ReadonlyMap<string, JsonText>;

const FORGED_VALUES = ['"someone"', '{"a":1}', '[]', 'true', '1', 'null', JSON.stringify(HOSTILE_TEXTS[0])];
const OTHER_KINDS = ['[]', '"text"', '1', 'true', '[{}]', `${'['.repeat(10_000)}${']'.repeat(10_000)}`];

/** Every wrong value in every argument, one at a time, with the others right; then wrong sets of arguments. */
export function systematicCalls(tool: ToolFacts, seeds: Seeds): BadCall[] {
  const right = (): Fields => validFields(tool.schema, seeds);
  const refused = (args: JsonText, label: string): BadCall => ({
    tool: tool.name,
    args,
    mustFail: true,
    label,
  });
  const single = tool.arguments.flatMap((argument) =>
    wrongValues(argument).map((wrong) => wrongCall(tool, seeds, [[argument, wrong]])),
  );
  const missing = [...right().keys()].map((name) =>
    refused(compose(without(right(), name)), `${name} is missing`),
  );
  const known = new Set(tool.arguments.filter(({ path }) => path.length === 1).map(({ name }) => name));
  const forged = FORGED.filter((name) => !known.has(name)).flatMap((name) =>
    FORGED_VALUES.map((value) =>
      refused(compose(new Map([...right(), [name, value]])), `unknown argument ${name}`),
    ),
  );
  const nestedForged = tool.arguments
    .filter(({ path, schema }) => path.length > 1 && schema.properties !== undefined)
    .flatMap((argument) =>
      FORGED.filter((name) => !Object.hasOwn(asObject(argument.schema.properties), name)).map((name) => {
        const value = compose(new Map([...validFields(argument.schema, seeds), [name, '"someone"']]));
        return wrongCall(tool, seeds, [
          [argument, { value, mustFail: true, label: `unknown field ${name}` }],
        ]);
      }),
    );
  const whole = OTHER_KINDS.map((args) => refused(args, 'arguments of another kind'));
  return [...single, ...missing, ...forged, ...nestedForged, ...whole];
}

/** Up to three arguments wrong at the same time. */
export function randomCall(tool: ToolFacts, seeds: Seeds, random: Random): BadCall {
  const top = tool.arguments.filter((argument) => argument.path.length === 1);
  if (top.length === 0)
    return { tool: tool.name, args: '{"a":1}', mustFail: true, label: 'unknown argument a' };
  const chosen = random.shuffled(top).slice(0, random.integer(1, 3));
  const wrong = chosen.map((argument): [Argument, WrongValue] => [
    argument,
    random.pick(wrongValues(argument)),
  ]);
  return wrongCall(tool, seeds, wrong);
}

function wrongCall(tool: ToolFacts, seeds: Seeds, wrong: readonly [Argument, WrongValue][]): BadCall {
  const fields = validFields(tool.schema, seeds);
  for (const [{ path }, { value }] of wrong) {
    const name = String(path[0]);
    const schema = asObject(asObject(tool.schema.properties)[name]);
    const present = fields.get(name) ?? validValue(name, schema, seeds);
    fields.set(name, path.length === 1 ? value : nested(present, path.slice(1), value));
  }
  return {
    tool: tool.name,
    args: compose(fields),
    mustFail: wrong.some(([, { mustFail }]) => mustFail),
    label: wrong.map(([{ path }, { label }]) => `${path.join('.')}: ${label}`).join(', '),
  };
}

/** The same JSON with one value inside it replaced; `present` is plain, `value` may be anything. */
function nested(present: JsonText, path: readonly (string | number)[], value: JsonText): JsonText {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const parsed: unknown = JSON.parse(present);
  if (first === 0) {
    const item = Array.isArray(parsed) ? (JSON.stringify(parsed[0]) ?? '{}') : '{}';
    return `[${nested(item, rest, value)}]`;
  }
  const fields = new Map(
    Object.entries(asObject(parsed)).map(([key, field]) => [key, JSON.stringify(field)]),
  );
  fields.set(String(first), nested(fields.get(String(first)) ?? '{}', rest, value));
  return compose(fields);
}

function without(fields: Fields, name: string): Fields {
  return new Map([...fields].filter(([key]) => key !== name));
}
