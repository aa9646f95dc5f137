import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyStore } from '../support/command-line.js';
import type { Faults } from '../support/faults.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import type { Random } from '../support/random.js';
import { ownServer } from '../support/servers.js';
import { removeFolder, temporaryFolder } from '../support/temporary.js';

/** Kills servers while they make a new store; the next one must start, store, and find nothing wrong. */
export async function killDuringStart(times: number, random: Random, faults: Faults): Promise<void> {
  for (let i = 0; i < times; i++) {
    const folder = temporaryFolder('early');
    const server = ownServer({ folder });
    const child = spawn(server.command, server.args, {
      cwd: server.cwd,
      env: { ...server.env },
      stdio: 'ignore',
    });
    const gone = once(child, 'exit');
    await sleep(random.next() * 300);
    child.kill('SIGKILL');
    await gone;
    try {
      const client = await McpStdioClient.start(server);
      await client.mustTool('store_memory', { type: 'fact', content: 'the first memory after an early end' });
      await client.close();
      const verdict = await verifyStore(folder);
      if (verdict !== null) faults.add('verify after an early kill', verdict);
    } catch (error) {
      faults.add('start after an early kill', error);
    }
    removeFolder(folder);
  }
}
