import type { Backend } from '../../../src/contracts/backend.js';
import type { Connection } from '../connection.js';
import { DEFAULT_CACHE_KIBIBYTES } from '../settings.js';

/** All tenants that are open may keep about this much in memory together, as long as each may keep the second. */
const TOGETHER_KIBIBYTES = 512_000;
const LEAST_KIBIBYTES = 2_000;

/**
 * Shares memory out among the tenants that are open: each may keep as much of its file as a store without tenants,
 * until they become too many for that.
 * @returns takes a tenant's part, freshly opened, in; it gives its share back as it is closed.
 */
export function createSharedCache(): (connection: Connection, part: Backend) => Backend {
  const connections = new Set<Connection>();
  let share = DEFAULT_CACHE_KIBIBYTES;

  function settle(): void {
    const next = shareOf(connections.size);
    if (next === share) return;
    share = next;
    for (const connection of connections) connection.keepInMemory(share);
  }

  return (connection, part) => {
    connection.keepInMemory(share);
    connections.add(connection);
    settle();
    return {
      ...part,
      async close() {
        connections.delete(connection);
        settle();
        await part.close();
      },
    };
  };
}

/** In steps, so that a tenant more or less seldom changes what all others have. */
function shareOf(open: number): number {
  const counted = 2 ** Math.ceil(Math.log2(Math.max(1, open)));
  const share = Math.floor(TOGETHER_KIBIBYTES / counted);
  return Math.max(LEAST_KIBIBYTES, Math.min(DEFAULT_CACHE_KIBIBYTES, share));
}
