import type { Connection, Parameters } from './connection.js';

// A list that a statement compares with. To open one as JSON costs more than to bind a few values, so where there are
// tenants short lists are bound value by value; their lengths are rounded up, so that few statements differ.

/** Beyond that JSON is the quicker way. */
const MOST_VALUES = 4;

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
  const [first, second = first, third = second, fourth = third] = values;
  const [a, b, c, d] = [`${name}_0`, `${name}_1`, `${name}_2`, `${name}_3`];
  if (first === undefined) return { sql: '()', parameters: {} };
  if (values.length === 1) return { sql: `(:${a})`, parameters: { [a]: first } };
  if (values.length === 2) return { sql: `(:${a}, :${b})`, parameters: { [a]: first, [b]: second ?? first } };
  if (values.length > MOST_VALUES) return asJson(name, values);
  // Places that are left over hold the last value once more.
  const parameters = { [a]: first, [b]: second ?? first, [c]: third ?? first, [d]: fourth ?? first };
  return { sql: `(:${a}, :${b}, :${c}, :${d})`, parameters };
}

function asJson(name: string, values: readonly Value[]): BoundList {
  return {
    sql: `(SELECT value FROM json_each(:${name}))`,
    parameters: { [name]: JSON.stringify(values) },
  };
}
