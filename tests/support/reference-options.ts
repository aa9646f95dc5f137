import { openReferenceBackend } from '../../backends/reference/index.js';
import { systemClock } from '../../src/app/clock.js';
import { uuidGenerator } from '../../src/app/ids.js';
import { localPrincipal } from '../../src/auth/local.js';
import type { McpServerOptions } from '../../src/mcp/server.js';
import { scopeFor } from '../../src/policy/access-scope.js';
import { createRepositories } from '../../src/repository/create-repositories.js';
import { createUseRecorder } from '../../src/repository/use-recorder.js';
import { TOOL_ALIASES } from '../../tools/aliases.js';
import { TOOLS } from '../../tools/catalog.js';

/** A server's options with every tool there is, over an empty store in memory. */
export async function referenceOptions(): Promise<McpServerOptions> {
  const backend = await openReferenceBackend();
  const useRecorder = createUseRecorder(backend, () => {});
  return {
    version: '0.0.0-test',
    tools: TOOLS,
    aliases: TOOL_ALIASES,
    identityOf: () => ({ principal: async () => localPrincipal('ada') }),
    services: (call) => ({
      repositories: createRepositories({
        backend,
        useRecorder,
        allowCycles: false,
        scope: scopeFor(call.principal),
        clock: systemClock,
        ids: uuidGenerator,
        source: { kind: 'assistant', ...(call.client === undefined ? {} : { client: call.client }) },
      }),
      principal: call.principal,
      now: systemClock.now,
      signal: call.signal,
      progress: call.progress,
    }),
  };
}
