import { openSqliteBackend } from '../../backends/sqlite/index.js';
import type { Memory } from '../../src/domain/memory.js';
import { changeSet, memory, NOW, put, relate, relationship, SCOPE } from '../unit/sqlite/fixtures.js';

/**
 * Writes memories `LABEL-0`, `LABEL-1`, ... until it is killed or has written COUNT, and prints each id once
 * its commit was acknowledged. Every third one is changed as well, every fifth deleted, and each is related
 * to the one before.
 */
const [path = '', label = '', count = '0'] = process.argv.slice(2);
const last = Number(count) || Number.POSITIVE_INFINITY;
const backend = await openSqliteBackend({ path, busy_timeout_ms: 20_000 });
process.stdout.write('open\n');

let before: string | null = null;
for (let at = 0; at < last; at++) {
  const id = `${label}-${at}`;
  const first = memory({ id, content: `text of ${label} number ${at} with words`, tags: [label, 'all'] });
  const edge = before === null ? [] : [relate(relationship(before, id, { id: `e-${id}` }))];
  await backend.commit(SCOPE, changeSet([put(first), ...edge], [{ kind: 'memory_absent', id }]));
  if (at % 3 === 0) await change(first, { content: `changed ${at}` });
  else if (at % 5 === 0) await change(first, { deleted_at: NOW });
  process.stdout.write(`${id}\n`);
  before = id;
}
await backend.close();

async function change(former: Memory, fields: Partial<Memory>): Promise<void> {
  const next = { ...former, ...fields, version: former.version + 1 };
  const outcome = await backend.commit(
    SCOPE,
    changeSet([put(next, former)], [{ kind: 'memory_is', id: former.id, version: former.version }]),
  );
  if (!outcome.committed) throw new Error(`lost ${former.id}`);
}
