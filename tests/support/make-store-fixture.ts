/**
 * Makes the fixture of a store of the schema that this version of the project has, from the root of its checkout:
 * node tests/support/run-ts.mjs tests/support/make-store-fixture.ts FOLDER
 * writes FOLDER/schema-N.db, and beside it what the store holds as this version reads it.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteBackend } from '../../backends/sqlite/index.js';
import { operatorScope } from '../../src/policy/access-scope.js';
import { FIXTURE_QUESTIONS, fillFixtureStore } from './fixture-store.js';
import { run } from './main.js';
import { print } from './report.js';
import { storeContent } from './store-content.js';
import { temporaryFolder } from './temporary.js';

run(async () => {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Name the folder that the fixture goes to.');
  const file = path.join(temporaryFolder('fixture'), 'store.db');
  const backend = await openSqliteBackend({ path: file });
  await fillFixtureStore(backend);
  const content = await storeContent(backend, FIXTURE_QUESTIONS);
  const { faults } = await backend.verify(operatorScope('operator'));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  await backend.close();

  const database = new Database(file);
  // One file by itself, in pages as small as there are.
  database.pragma('journal_mode = DELETE');
  database.pragma('page_size = 1024');
  database.exec('VACUUM');
  const name = `schema-${String(database.pragma('user_version', { simple: true }))}`;
  writeFileSync(path.join(folder, `${name}.db`), database.serialize());
  database.close();
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
  print(`made ${name}`);
});
