import type { Principal } from '../../domain/principal.js';
import { safeLine } from '../terminal/safe-text.js';
import { table } from '../terminal/table.js';

/** Whom a token speaks for and until when, for people; nothing of it is cut to the width of the terminal. */
export function principalText(
  { user_id, issuer, subject, membership }: Principal,
  expires_at: string,
): string {
  const list = (items: readonly string[]) => (items.length === 0 ? '(none)' : items.join(', '));
  const { projects = [], scopes = [] } = membership ?? {};
  const rows = [
    ['user', user_id],
    ['tenant', membership?.tenant_id ?? '(none)'],
    ['organization', membership?.organization_id ?? '(none)'],
    ['teams', list(membership?.team_ids ?? [])],
    ['projects', projects === 'all' ? '(all)' : list(projects)],
    ['roles', list(membership?.roles ?? [])],
    ['scopes', scopes === null ? '(roles decide alone)' : list(scopes)],
    ['issuer', issuer],
    ['subject', subject],
    ['runs out', expires_at],
  ];
  return table(
    ['', 'whom the token speaks for'],
    rows.map(([name = '', value = '']) => [name, safeLine(value)]),
    null,
  );
}
