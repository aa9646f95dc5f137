import type { Connection, Parameters } from './connection.js';

// A list that a statement compares with. To open one as JSON costs more than to compare a few values, so where there
// are tenants short lists are bound value by value; their lengths are rounded up, so that few statements differ.

const MOST_VALUES = 16;

type Value = string | number;

/** What stands behind IN, and what it binds: values under the name with a number, or all of them as JSON. */
export interface BoundList {
  readonly sql: string;
  readonly parameters: Parameters;
}

/** A list on a connection; a store without tenants has the statements that it always had. */
export function listOn(
  { isOfTenant }: Pick<Connection, 'isOfTenant'>,
  name: string,
  values: readonly Value[],
): BoundList {
  return isOfTenant ? boundList(name, values) : asJson(name, values);
}

/** A list in a statement that only stores with tenants have. */
export function boundList(name: string, values: readonly Value[]): BoundList {
  const places = PLACES.find((each) => each >= values.length);
  if (places === undefined) return asJson(name, values);
  const parameters: Record<string, Value> = {};
  let sql = '';
  for (let at = 0; at < places; at++) {
    sql += at === 0 ? `:${name}_0` : `, :${name}_${at}`;
    // Places that are left over hold the last value once more.
    parameters[`${name}_${at}`] = values[Math.min(at, values.length - 1)] ?? '';
  }
  return { sql: `(${sql})`, parameters };
}

const PLACES = [0, 1, 2, 4, 8, MOST_VALUES] as const;

function asJson(name: string, values: readonly Value[]): BoundList {
  return {
    sql: `(SELECT value FROM json_each(:${name}))`,
    parameters: { [name]: JSON.stringify(values) },
  };
}
