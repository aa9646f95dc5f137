import type { VersionEntry } from '../answers/versions.js';
import { inline, minute, quoted } from './lines.js';

/** A version for a model: when and by whom, then what changed, one field a line. */
export function renderVersion(entry: VersionEntry): string {
  const until = entry.superseded_at === null ? 'present' : `until ${minute(entry.superseded_at)}`;
  const fields = Object.entries(entry.changed)
    .filter(([, value]) => !isEmpty(value))
    .map(([key, value]) => quoted(`${key}: ${inline(describe(value), 300)}`));
  return [
    `version ${entry.version} · ${minute(entry.recorded_at)} by ${inline(entry.updated_by, 60)} · ${until}`,
    ...fields,
  ].join('\n');
}

function describe(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
