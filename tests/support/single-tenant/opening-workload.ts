import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { openSqliteBackend } from '../../../backends/sqlite/index.js';
import type { Backend } from '../../../src/contracts/backend.js';
import { ANN, OPERATOR } from '../../contract/records.js';
import { ROOT } from '../paths.js';
import type { Step } from './notebook.js';

/** Opens stores in every way there is. @returns a new one, open, and its file. */
export async function openStores(step: Step, folder: string): Promise<{ backend: Backend; file: string }> {
  const file = path.join(folder, 'store.db');
  const first = await step('open: a new store', () => openSqliteBackend({ path: file }));
  await step('secret', () => first.secret(ANN));
  await step('close: a new store', () => first.close());
  const again = await step('open: a store that is there', () =>
    openSqliteBackend({ path: file, create: false, synchronous: 'normal', busy_timeout_ms: 1_000 }),
  );
  await again.close();
  await step('open: to read alone', async () => {
    const reader = await openSqliteBackend({ path: file, read_only: true });
    await reader.verify(OPERATOR);
    await reader.counts(ANN, '2026-03-01T12:00:00.000Z');
    await reader.close();
  });
  const older = path.join(folder, 'older.db');
  copyFileSync(path.join(ROOT, 'tests/fixtures/stores/schema-1.db'), older);
  const upgraded = await step('open: a store of schema 1', () => openSqliteBackend({ path: older }));
  await step('verify: a store of schema 1', () => upgraded.verify(OPERATOR));
  await upgraded.close();
  const backend = await step('open: the store to work in', () => openSqliteBackend({ path: file }));
  return { backend, file };
}
