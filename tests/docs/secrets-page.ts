import { describeSecretKinds } from '../../src/secrets/find-secrets.js';
import { code, GENERATED_NOTE, markdownTable, page } from './markdown.js';

/** The reference page of what is taken for a secret. */
export function secretsPage(): string {
  const kinds = describeSecretKinds();
  return page([
    '# Secrets',
    GENERATED_NOTE,
    INTRO,
    markdownTable(
      ['kind', 'name', 'looks like'],
      kinds.map(({ kind, title, looks_like }) => [code(kind), title, looks_like]),
    ),
  ]);
}

const INTRO = `What is stored is looked through for keys, tokens and passwords. With \`MEMORY_SECRETS=mask\`, the default, a mark
such as \`[GitHub token removed]\` is stored in the place of each, and the answer says so. \`refuse\` stores nothing and says
what was found where; \`allow\` stores everything. Imports go by the same setting. Before an export, what is in the store
already is shown; \`--mask-secrets\` leaves it out.

Found is what has a form of its own, and what a name before it announces (\`password:\`, \`api_key=\`, \`--token\`). A secret
that has neither is not found, so do not rely on it: [security](../security.md). Placeholders, references to variables,
hashes, public keys and the examples of manuals are left alone.`;
