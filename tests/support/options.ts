import { parseArgs } from 'node:util';
import { print } from './report.js';

/** Where a result goes unless `--results FOLDER` says otherwise. */
const RESULTS = 'tests/bench/results';

/**
 * Reads `--name value` for every default given: numbers, lists of numbers and texts. Prints what is in force,
 * so that a run can be repeated.
 */
export function readOptions<T extends Readonly<Record<string, number | string | readonly number[]>>>(
  defaults: T,
): { [K in keyof T]: Widened<T[K]> } & { results: string } {
  const names = [...Object.keys(defaults), 'results'];
  const { values } = parseArgs({
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  const read = Object.entries(defaults).map(([name, value]) => [name, parse(name, values[name], value)]);
  const results = values.results ?? RESULTS;
  const options = { ...Object.fromEntries(read), results };
  print(`options ${JSON.stringify(options)}`);
  return options;
}

type Widened<T> = T extends number ? number : T extends string ? string : readonly number[];

function parse(
  name: string,
  given: string | boolean | undefined,
  usual: number | string | readonly number[],
): unknown {
  if (typeof given !== 'string') return usual;
  if (typeof usual === 'string') return given;
  const numbers = given.split(',').map(Number);
  if (numbers.some((number) => !Number.isFinite(number))) throw new Error(`--${name} takes a number`);
  return typeof usual === 'number' ? numbers[0] : numbers;
}
