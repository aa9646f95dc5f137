import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeCommands } from '../../src/cli/commands/catalog.js';
import { TOOLS } from '../../tools/catalog.js';
import { ARGUMENT_NOTES } from './argument-notes.js';
import { cliPage } from './cli-page.js';
import { configurationPage } from './configuration-page.js';
import { errorsPage, unknownExitCodes } from './errors-page.js';
import { withGenerated } from './markdown.js';
import { memoryTypesPage } from './memory-types-page.js';
import { limitsTable, searchNumbers } from './numbers-part.js';
import { ROOT } from './pages.js';
import { relationshipTypesPage } from './relationship-types-page.js';
import { secretsPage } from './secrets-page.js';
import { readTables, readTenantTables, tablesPart, tenantTablesPart } from './tables.js';
import { rightsTable, visibilityTable } from './tenancy-part.js';
import { toolsPage } from './tools-page.js';

/** `npm run docs` writes the pages anew; without `--update` a page that differs from the code fails. */
async function schemaParts(): Promise<Record<string, string>> {
  const tables = await readTables();
  const tenants = tenantTablesPart(await readTenantTables(), tables);
  return { limits: limitsTable(), tables: tablesPart(tables), tenants };
}

describe('generated pages', () => {
  it.each([
    ['reference/tools.md', () => toolsPage(TOOLS)],
    ['reference/cli.md', () => cliPage(describeCommands())],
    ['reference/errors.md', () => errorsPage()],
    ['reference/relationship-types.md', () => relationshipTypesPage()],
    ['reference/memory-types.md', () => memoryTypesPage()],
    ['reference/secrets.md', () => secretsPage()],
    ['CONFIGURATION.md', () => configurationPage()],
  ])('docs/%s says what the code does', async (path, make) => {
    await expect(make()).toMatchFileSnapshot(join(ROOT, 'docs', path));
  });

  it.each([
    ['schema.md', schemaParts],
    ['guides/searching.md', async () => ({ numbers: searchNumbers() })],
    ['MULTI_TENANCY.md', async () => ({ visibility: visibilityTable(), rights: rightsTable() })],
  ])('docs/%s shows what the code says', async (name, make) => {
    const path = join(ROOT, 'docs', name);
    let text = readFileSync(path, 'utf8');
    for (const [part, content] of Object.entries(await make())) text = withGenerated(text, part, content);
    await expect(text).toMatchFileSnapshot(path);
  });

  it('has notes on arguments that are there', () => {
    const known = new Set(
      TOOLS.flatMap(({ name, input }) =>
        Object.keys(input.shape).flatMap((each) => [each, `${name}.${each}`]),
      ),
    );
    expect(Object.keys(ARGUMENT_NOTES).filter((note) => !known.has(note))).toEqual([]);
  });

  it('knows every exit code', () => {
    expect(unknownExitCodes()).toEqual([]);
  });
});
