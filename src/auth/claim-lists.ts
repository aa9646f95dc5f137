import type { GrantedProjects } from '../domain/principal.js';
import { isTeamId } from '../domain/tenant.js';
import { isPlainText } from './plain-text.js';
import { refused, shown } from './refusal.js';

/** How many of each a token, with its groups, may bring; more is a mistake of the issuer. */
export const MOST = { teams: 200, projects: 1_000, groups: 1_000, roles: 100, scopes: 200 } as const;
export const PROJECT_CHARACTERS = 300;
export const GROUP_CHARACTERS = 300;

type Counted = keyof typeof MOST;

/** Words of a claim: a list of texts, or one text with blanks or commas between; each once. Absent: none. */
export function wordsOf(value: unknown, what: Counted): string[] {
  return typeof value === 'string'
    ? distinct(
        value.split(/[\s,]+/).filter((word) => word !== ''),
        what,
      )
    : textsOf(value, what);
}

/** Teams of a claim. One that no team can be called, or `*`, and the token as a whole is refused. */
export function teamsOf(value: unknown): string[] {
  const teams = wordsOf(value, 'teams');
  const wrong = teams.find((team) => !isTeamId(team));
  if (wrong !== undefined) throw refused(`it names the team ${shown(wrong)}, which no team can be called`);
  return teams;
}

/** Projects of a claim: a list of ids, or one id, for they may hold blanks; `*` among them is every one. */
export function projectsOf(value: unknown): GrantedProjects {
  const projects = textsOf(typeof value === 'string' ? [value] : value, 'projects');
  if (projects.includes('*')) return 'all';
  const wrong = projects.find((project) => !isPlainText(project, PROJECT_CHARACTERS));
  if (wrong !== undefined) throw refused(`it names the project ${shown(wrong)}, which none can be called`);
  return projects;
}

/** Groups of a claim: a list, or one text for a single group, for their names may hold blanks. */
export function groupsOf(value: unknown): string[] {
  return textsOf(typeof value === 'string' ? [value] : value, 'groups');
}

function textsOf(value: unknown, what: Counted): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw refused(`its ${what} are neither a list nor a text`);
  const texts = value.filter((each) => typeof each === 'string');
  if (texts.length !== value.length || texts.includes('')) throw refused(`its ${what} are not all texts`);
  return distinct(texts, what);
}

function distinct(texts: readonly string[], what: Counted): string[] {
  if (texts.length > MOST[what]) throw refused(`it has more than ${MOST[what]} ${what}`);
  return [...new Set(texts)];
}
