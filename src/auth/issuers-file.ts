import { dirname, resolve } from 'node:path';
import { isTenantId } from '../domain/tenant.js';
import { configurationError } from './configuration-error.js';
import { ALGORITHMS, type AssertedTenants, type IssuerKey, type IssuerOptions } from './issuer.js';
import { isJsonRecord, type JsonRecord } from './json-record.js';
import { isPlainText } from './plain-text.js';
import { shown } from './refusal.js';
import { KEY_FILE_BYTES, readJsonFile, readSmallFile } from './small-file.js';

const MOST_ISSUERS = 1_000;
const KEY_FIELDS = ['secret', 'public_key_file', 'jwks_url'];
const FIELDS = ['issuer', 'audience', 'algorithm', ...KEY_FIELDS, 'tenants', 'user_prefix'];
const NAME_CHARACTERS = 1_000;

/** Where an entry stands, and whom to tell what is wrong with it. */
interface Place {
  readonly named: string;
  readonly folder: string;
  complain(problem: string): void;
}

/**
 * Reads more issuers: a JSON list of `{issuer, audience, algorithm, secret | public_key_file | jwks_url, tenants,
 * user_prefix?}`. A path of a key is relative to the file; `user_prefix` is the issuer and `#` where it is left out.
 * What concerns several issuers together, and the keys themselves, is checked by `createTokenVerifier`.
 * @param named how a problem begins: the setting.
 * @throws MemoryGraphError `configuration` with every problem of the file.
 */
export async function readIssuersFile(path: string, named: string): Promise<IssuerOptions[]> {
  const read = await readJsonFile(path);
  if ('problem' in read) throw configurationError([`${named}: ${read.problem}`]);
  const { value } = read;
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_ISSUERS)
    throw configurationError([`${named}: the file must be a list of 1 to ${MOST_ISSUERS} issuers`]);
  const entries: readonly unknown[] = value;
  const problems: string[] = [];
  const issuers: IssuerOptions[] = [];
  for (const [at, entry] of entries.entries()) {
    const place = `${named}, issuer ${at + 1}`;
    const issuer = await issuerFrom(entry, {
      named: place,
      folder: dirname(path),
      complain: (problem) => void problems.push(`${place}: ${problem}`),
    });
    if (issuer !== null) issuers.push(issuer);
  }
  if (problems.length > 0) throw configurationError(problems);
  return issuers;
}

async function issuerFrom(entry: unknown, place: Place): Promise<IssuerOptions | null> {
  if (!isJsonRecord(entry)) {
    place.complain('it must be an object');
    return null;
  }
  const unknown = Object.keys(entry).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined)
    place.complain(`${shown(unknown)} is not known; it may have ${FIELDS.join(', ')}`);
  const issuer = nameFrom(entry, 'issuer', place);
  const audience = nameFrom(entry, 'audience', place);
  const algorithm = ALGORITHMS.find((each) => each === entry.algorithm);
  if (algorithm === undefined) place.complain(`algorithm must be one of ${ALGORITHMS.join(', ')}`);
  const key = await keyFrom(entry, place);
  const tenants = tenantsFrom(entry, place);
  const user_prefix = prefixFrom(entry, issuer, place);
  if (issuer === null || audience === null || algorithm === undefined) return null;
  if (key === null || tenants === null || user_prefix === null) return null;
  return { named: place.named, issuer, audience, algorithm, key, tenants, user_prefix };
}

function nameFrom(entry: JsonRecord, field: 'issuer' | 'audience', { complain }: Place): string | null {
  const value = entry[field];
  if (isPlainText(value, NAME_CHARACTERS)) return value;
  complain(`${field} must be a text of 1 to ${NAME_CHARACTERS} characters`);
  return null;
}

async function keyFrom(entry: JsonRecord, { folder, complain }: Place): Promise<IssuerKey | null> {
  const [field = '', ...more] = KEY_FIELDS.filter((each) => Object.hasOwn(entry, each));
  const value = entry[field];
  if (field === '' || more.length > 0) complain(`it must have one of ${KEY_FIELDS.join(', ')}`);
  else if (typeof value !== 'string' || value === '') complain(`${field} must be a text`);
  else if (field === 'secret') return { kind: 'secret', bytes: Buffer.from(value) };
  else if (field === 'jwks_url') return { kind: 'jwks', url: value };
  else {
    const read = await readSmallFile(resolve(folder, value), KEY_FILE_BYTES);
    if ('text' in read) return { kind: 'public_key', pem: read.text };
    complain(`${field}: ${read.problem}`);
  }
  return null;
}

function tenantsFrom({ tenants }: JsonRecord, { complain }: Place): AssertedTenants | null {
  if (tenants === '*') return '*';
  if (Array.isArray(tenants) && tenants.length > 0 && tenants.every(isTenant)) return tenants;
  complain('tenants must be a list of tenants, or "*" for every one');
  return null;
}

function isTenant(value: unknown): value is string {
  return typeof value === 'string' && isTenantId(value);
}

/** Its length is checked with those of the others. */
function prefixFrom(entry: JsonRecord, issuer: string | null, { complain }: Place): string | null {
  if (!Object.hasOwn(entry, 'user_prefix')) return issuer === null ? null : `${issuer}#`;
  const { user_prefix } = entry;
  if (typeof user_prefix === 'string') return user_prefix;
  complain('user_prefix must be a text');
  return null;
}
