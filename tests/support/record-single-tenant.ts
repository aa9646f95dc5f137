/**
 * Writes what single-tenant mode does to SQLite in this checkout, from its root:
 * node tests/support/run-ts.mjs tests/support/record-single-tenant.ts FOLDER
 * makes FOLDER/statements.json and FOLDER/schema.json.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './main.js';
import { print } from './report.js';
import { recordContract, recordProgram } from './single-tenant/record.js';
import { temporaryFolder } from './temporary.js';

run(async () => {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Name the folder that the recording goes to.');
  const contract = await recordContract(temporaryFolder('contract'));
  const program = await recordProgram(temporaryFolder('program'));
  const parts = Object.entries({ contract, program });
  const write = (name: string, content: object): void =>
    writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
  write('statements', Object.fromEntries(parts.map(([name, { statements }]) => [name, statements])));
  write('schema', Object.fromEntries(parts.map(([name, { schema, files }]) => [name, { ...schema, files }])));
  for (const [name, { statements }] of parts) {
    const operations = Object.values(statements.operations);
    print(
      `${name}: ${statements.statements.length} statements, ${operations.length} operations, ${operations.flat().length} executions`,
    );
  }
  print(`methods not called: ${contract.uncalled.join(', ') || 'none'}`);
});
