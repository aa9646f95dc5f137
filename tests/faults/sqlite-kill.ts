import { openSqliteBackend } from '../../backends/sqlite/index.js';
import { collect, OPERATOR, SCOPE, temporaryFolder } from '../unit/sqlite/fixtures.js';
import { startChild } from './sqlite-children.js';

/** How often the ordinary run of the tests kills a writer; `npm run verify` does it more often. */
export const KILLS = 15;

/**
 * Kills a writer with SIGKILL again and again, each time after a random number of acknowledged writes, and
 * looks for acknowledged memories that are gone and for anything half written.
 */
export async function killWriters(
  child: string,
  kills: number,
): Promise<{ acknowledged: number; lost: string[]; faults: string[] }> {
  const folder = temporaryFolder();
  const path = `${folder.path}/store.db`;
  const acknowledged: string[] = [];
  const faults: string[] = [];
  try {
    for (let kill = 0; kill < kills; kill++) {
      const writer = startChild(child, [path, `k${kill}`]);
      // The first ones die while they open and migrate, the others in the midst of writing.
      await writer.printed(kill === 0 ? 0 : 1 + Math.floor(Math.random() * 60));
      writer.process.kill('SIGKILL');
      await writer.ended;
      acknowledged.push(...writer.lines.filter((line) => line !== 'open'));
      const backend = await openSqliteBackend({ path });
      faults.push(...(await backend.verify(SCOPE)).faults);
      await backend.close();
    }
    const backend = await openSqliteBackend({ path });
    const kept = new Set((await collect(backend.streamMemories(OPERATOR))).map(({ id }) => id));
    await backend.close();
    return { acknowledged: acknowledged.length, lost: acknowledged.filter((id) => !kept.has(id)), faults };
  } finally {
    folder.remove();
  }
}
