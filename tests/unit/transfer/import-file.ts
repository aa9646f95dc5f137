import { openForeignDatabase } from '../../../src/app/open-foreign-database.js';
import { openImport } from '../../../src/transfer/formats/catalog.js';
import { checkImport } from '../../../src/transfer/import/check-import.js';
import { pretend } from '../../../src/transfer/import/dry-run.js';
import { type ImportReport, importRecords } from '../../../src/transfer/import/import.js';
import type { ImportContext } from '../../../src/transfer/import/import-run.js';

/** Imports a file or folder as the command does. */
export async function importFile(
  context: ImportContext,
  path: string,
  more: { readonly dryRun?: boolean; readonly format?: string } = {},
): Promise<ImportReport> {
  const source = await openImport(path, openForeignDatabase, more.format);
  const facts = await checkImport(source);
  const backend = more.dryRun === true ? pretend(context.backend) : context.backend;
  return importRecords({ ...context, backend }, source, facts);
}
