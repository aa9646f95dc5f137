import { readFile, stat } from 'node:fs/promises';
import * as z from 'zod';
import { LIMITS } from '../../domain/limits.js';
import { isTeamId, isTenantId } from '../../domain/tenant.js';
import { issueText } from '../backup/read-backup.js';
import { fileFault, invalidFile } from '../files/file-faults.js';
import { readGuardedJson } from '../files/json-guard.js';
import { repeatedKey } from './repeated-key.js';

/** A tenant, and a team of it, as a map names them. */
export interface MappedTarget {
  readonly tenant: string;
  readonly team?: string | undefined;
}

/** Which project's memories go where. */
export interface ProjectMap {
  /** By the project's id, or `ANY_PROJECT`. */
  readonly projects: ReadonlyMap<string, MappedTarget>;
  /** Of memories that belong to no project. */
  readonly none?: MappedTarget | undefined;
}

/** Stands in a map for every project that it does not name. */
export const ANY_PROJECT = '*';

const MAX_BYTES = 4 * 1024 * 1024;

const target = z.strictObject({
  tenant: z.string().refine(isTenantId, 'must be 1 to 64 letters, digits, dots, dashes or underscores'),
  team: z.string().refine(isTeamId, 'must be letters, digits and _ . : @ / -').optional(),
});
const schema = z.strictObject({
  projects: z.record(z.string().min(1).max(LIMITS.project_id_characters), target),
  none: target.optional(),
});

/** Reads a map from a JSON file. Throws `invalid_file`, `not_found`, `forbidden`. */
export async function readProjectMap(path: string): Promise<ProjectMap> {
  try {
    if ((await stat(path)).size > MAX_BYTES)
      throw invalidFile(path, 'A map of projects is no larger than 4 MB.');
    return projectMap(decode(await readFile(path), path), path);
  } catch (thrown) {
    throw fileFault(thrown, path);
  }
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidFile(path, 'The map of projects is not UTF-8.');
  }
}

function projectMap(text: string, path: string): ProjectMap {
  const read = readGuardedJson(text);
  if ('fault' in read) throw invalidFile(path, `The map of projects ${read.fault}.`);
  const repeated = repeatedKey(text);
  if (repeated !== null)
    throw invalidFile(path, `The map of projects names ${JSON.stringify(repeated)} twice.`);
  const checked = schema.safeParse(read.value);
  if (!checked.success) throw invalidFile(path, `The map of projects: ${issueText(checked.error)}.`);
  const { projects, none } = checked.data;
  return { projects: new Map(Object.entries(projects)), none };
}
