import { LIMITS } from '../../domain/limits.js';
import type { JsonValue } from '../../domain/memory-context.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { maskSecrets } from '../../secrets/find-secrets.js';

/** What happens to likely secrets in what is to be stored: a mark takes their place, the call is refused, nothing. */
export type SecretPolicy = 'mask' | 'refuse' | 'allow';

const LONGEST: Readonly<Record<string, number>> = {
  title: LIMITS.title_characters,
  content: LIMITS.content_characters,
  summary: LIMITS.summary_characters,
};

/** A secret that was not stored: what it looks like, and where it stood. */
export interface MaskedSecret {
  /** As people call it: `GitHub token`. */
  readonly title: string;
  /** Field, with the place within it: `content`, `context.files_involved`. */
  readonly field: string;
}

/** Fields as they may be stored, and what was taken out of them. */
export interface Guarded<Fields> {
  readonly fields: Fields;
  readonly masked: readonly MaskedSecret[];
}

/**
 * Looks through every text in these fields for secrets; names of fields are left alone.
 * Throws `secret_found` under the policy `refuse`, naming what was found and where, never the secret.
 */
export function guardSecrets<Fields extends object>(fields: Fields, policy: SecretPolicy): Guarded<Fields> {
  if (policy === 'allow') return { fields, masked: [] };
  const masked: MaskedSecret[] = [];
  const clean = Object.entries(fields).map(([field, value]) => [field, withoutSecrets(value, field, masked)]);
  if (masked.length === 0) return { fields, masked };
  if (policy === 'refuse') throw refused(masked);
  return { fields: Object.fromEntries(clean) as Fields, masked };
}

/** Says of secrets that they were left out, for the one who stored them; nothing where there were none. */
export function maskedNotes(masked: readonly MaskedSecret[]): { readonly masked?: readonly string[] } {
  if (masked.length === 0) return {};
  const said = masked.map(
    ({ title, field }) => `${field} held what looks like a secret (${title}); a mark was stored in its place`,
  );
  return { masked: [...new Set(said)] };
}

function withoutSecrets(value: JsonValue | undefined, field: string, masked: MaskedSecret[]): unknown {
  if (typeof value === 'string') {
    const { text, findings } = maskSecrets(value);
    for (const { title } of findings) masked.push({ title, field });
    // A mark may be longer than what it stands for.
    return findings.length === 0 ? value : text.slice(0, LONGEST[field] ?? text.length);
  }
  if (Array.isArray(value)) return value.map((item: JsonValue) => withoutSecrets(item, field, masked));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withoutSecrets(part, `${field}.${name}`, masked)]),
  );
}

function refused(found: readonly MaskedSecret[]): MemoryGraphError {
  const places = [...new Set(found.map(({ title, field }) => `${field} (${title})`))].slice(0, 5);
  return new MemoryGraphError(
    'secret_found',
    `This looks like a secret: ${places.join(', ')}. Nothing was stored.`,
    { details: { found: places } },
  );
}
