import { isJsonRecord, type JsonRecord } from './json-record.js';

/**
 * A claim by its configured name: one of that very name (`https://acme.example/tenant`), else where a path with dots
 * leads (`realm_access.roles`). Own members only. Undefined where there is none.
 */
export function claimValue(claims: JsonRecord, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let at: unknown = claims;
  for (const part of name.split('.')) {
    if (!isJsonRecord(at) || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return at;
}
