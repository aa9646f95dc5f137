import { ROLES } from '../domain/principal.js';
import { isTeamId, isTenantId } from '../domain/tenant.js';
import { GROUP_CHARACTERS, MOST, PROJECT_CHARACTERS } from './claim-lists.js';
import { configurationError } from './configuration-error.js';
import type { GroupGrant, GroupMapping } from './group-grants.js';
import { isJsonRecord, type JsonRecord } from './json-record.js';
import { isPlainText } from './plain-text.js';
import { shown } from './refusal.js';
import { readJsonFile } from './small-file.js';

const MOST_GROUPS = 10_000;
const KEYS = ['tenant', 'teams', 'roles', 'projects'];
const ENTRY = `it may have ${KEYS.join(', ')}`;

/**
 * Reads what groups mean: `{"groups": {"<group>": {"tenant", "teams", "roles", "projects"}}}`, each of the four
 * optional. Read once, at the start.
 * @param named how a problem begins: the setting.
 * @throws MemoryGraphError `configuration` with every problem of the file.
 */
export async function readGroupMapping(path: string, named: string): Promise<GroupMapping> {
  const read = await readJsonFile(path);
  const problems: string[] = [];
  const mapping =
    'problem' in read ? say(problems, read.problem) : mappingFrom(read.value, (each) => problems.push(each));
  if (problems.length > 0) throw configurationError(problems.map((problem) => `${named}: ${problem}`));
  return mapping;
}

function say(problems: string[], problem: string): GroupMapping {
  problems.push(problem);
  return new Map();
}

function mappingFrom(value: unknown, complain: (problem: string) => void): GroupMapping {
  const groups = isJsonRecord(value) && Object.keys(value).length === 1 ? value.groups : undefined;
  const mapping = new Map<string, GroupGrant>();
  if (!isJsonRecord(groups)) {
    complain('the file must be {"groups": {...}}');
    return mapping;
  }
  const entries = Object.entries(groups);
  if (entries.length > MOST_GROUPS) complain(`the file has more than ${MOST_GROUPS} groups`);
  for (const [group, entry] of entries.slice(0, MOST_GROUPS)) {
    const of = `group ${shown(group)}`;
    if (!isPlainText(group, GROUP_CHARACTERS))
      complain(`${of}: a name has 1 to ${GROUP_CHARACTERS} characters and no line breaks`);
    else if (!isJsonRecord(entry)) complain(`${of}: it must be an object; ${ENTRY}`);
    else
      mapping.set(
        group,
        grantFrom(entry, (problem) => complain(`${of}: ${problem}`)),
      );
  }
  return mapping;
}

function grantFrom(entry: JsonRecord, complain: (problem: string) => void): GroupGrant {
  const unknown = Object.keys(entry).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) complain(`${shown(unknown)} is not known; ${ENTRY}`);
  const list = (key: string, most: number, fits: (text: string) => boolean, what: string): string[] => {
    const value = Object.hasOwn(entry, key) ? entry[key] : [];
    const texts = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
    if (Array.isArray(value) && value.length <= most && texts.length === value.length && texts.every(fits))
      return [...new Set(texts)];
    complain(`${key} must be a list of ${what}`);
    return [];
  };
  const tenant_id = Object.hasOwn(entry, 'tenant') ? entry.tenant : undefined;
  const hasTenant = typeof tenant_id === 'string' && isTenantId(tenant_id);
  if (tenant_id !== undefined && !hasTenant)
    complain('tenant must be 1 to 64 letters, digits, dots, dashes or underscores');
  const roles = list('roles', MOST.roles, isRole, `these: ${ROLES.join(', ')}`);
  const projects = list(
    'projects',
    MOST.projects,
    (text) => isPlainText(text, PROJECT_CHARACTERS),
    `at most ${MOST.projects} projects, or ["*"]`,
  );
  return {
    ...(hasTenant ? { tenant_id } : {}),
    team_ids: list(
      'teams',
      MOST.teams,
      isTeamId,
      `at most ${MOST.teams} teams: letters, digits, _ . : @ / -`,
    ),
    roles: ROLES.filter((role) => roles.includes(role)),
    projects: projects.includes('*') ? 'all' : projects,
  };
}

function isRole(text: string): boolean {
  return ROLES.some((role) => role === text);
}
