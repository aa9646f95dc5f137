import { openSqliteBackend } from '../../backends/sqlite/index.js';

/** Opens a store and prints `ok` or the code of the refusal. */
const [path = '', read_only] = process.argv.slice(2);
try {
  const backend = await openSqliteBackend({
    path,
    read_only: read_only === 'read_only',
    busy_timeout_ms: 200,
  });
  await backend.close();
  process.stdout.write('ok\n');
} catch (thrown) {
  process.stdout.write(`${thrown instanceof Error && 'code' in thrown ? thrown.code : String(thrown)}\n`);
}
