import { localPrincipal } from '../../src/auth/local.js';
import type { McpServerOptions } from '../../src/mcp/server.js';
import { FIXTURE_REPOSITORIES } from './fixture-repositories.js';
import { FIXTURE_TOOLS } from './fixture-tools.js';

/** A server's options without a store: `who` answers with the client's name. */
export const FIXTURE_OPTIONS: McpServerOptions = {
  version: '0.0.0-test',
  tools: FIXTURE_TOOLS,
  profile: ['extended'],
  aliases: { say: 'echo', gone: 'not_there' },
  identityOf: () => ({ principal: async () => localPrincipal('ada') }),
  services: (call) => ({
    repositories: FIXTURE_REPOSITORIES,
    principal: call.principal,
    now: () => call.client ?? 'nobody',
    signal: call.signal,
    progress: call.progress,
  }),
};
