// What roles and scopes give, as tables of their own: rows are resources, columns actions, `x` is a right.

const ACTIONS = ['read', 'write', 'delete', 'purge', 'share', 'admin'] as const;
type Table = ReadonlyMap<string, ReadonlySet<string>>;

function table(text: string): Table {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return new Map(
    rows.map(([resource = '', ...marks]) => [
      resource,
      new Set(ACTIONS.filter((_action, at) => marks[at] === 'x')),
    ]),
  );
}

//              read write delete purge share admin
const VIEWER = table(`
  memory         x    .    .      .     .     .
  relationship   x    .    .      .     .     .
  session        x    .    .      .     .     .
  config         .    .    .      .     .     .
  tenant         .    .    .      .     .     .
  key            .    .    .      .     .     .
  quota          .    .    .      .     .     .
  audit          .    .    .      .     .     .
`);
const USER = table(`
  memory         x    x    x      .     x     .
  relationship   x    x    x      .     .     .
  session        x    x    x      .     .     .
  config         .    .    .      .     .     .
  tenant         .    .    .      .     .     .
  key            .    .    .      .     .     .
  quota          .    .    .      .     .     .
  audit          .    .    .      .     .     .
`);
const ADMIN = table(`
  memory         x    x    x      x     x     x
  relationship   x    x    x      x     .     x
  session        x    x    x      x     .     x
  config         x    .    .      .     .     .
  tenant         x    .    .      .     .     x
  key            x    x    x      .     .     x
  quota          x    .    .      .     .     x
  audit          x    .    .      .     .     .
`);
const WRITE = table(`
  memory         .    x    .      .     x     .
  relationship   .    x    .      .     .     .
  session        .    x    .      .     .     .
`);
const DELETE = table(`
  memory         .    .    x      .     .     .
  relationship   .    .    x      .     .     .
  session        .    .    x      .     .     .
`);

const BY_ROLE: ReadonlyMap<string, Table> = new Map([
  ['viewer', VIEWER],
  ['user', USER],
  ['admin', ADMIN],
]);
const BY_SCOPE: ReadonlyMap<string, Table> = new Map([
  ['memory:read', VIEWER],
  ['memory:write', WRITE],
  ['memory:delete', DELETE],
  ['memory:admin', ADMIN],
]);

export const RESOURCES = [...ADMIN.keys()];
export { ACTIONS };

/** Effective right = role and scope; scopes play no part where there are none to ask (null). */
export function mayDo(
  who: { readonly roles: readonly string[]; readonly scopes: readonly string[] | null },
  action: string,
  resource: string,
): boolean {
  const given = (tables: ReadonlyMap<string, Table>, names: readonly string[]) =>
    names.some((name) => tables.get(name)?.get(resource)?.has(action) === true);
  return given(BY_ROLE, who.roles) && (who.scopes === null || given(BY_SCOPE, who.scopes));
}
