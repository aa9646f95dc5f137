import { createMcpServerFactory } from '../../src/mcp/server.js';
import { serveOverStdio } from '../../src/transport/stdio.js';
import { referenceOptions } from './reference-options.js';

// An executable for tests: every tool there is on the real factory and transport, over a store in memory.
const options = await referenceOptions();
await serveOverStdio(createMcpServerFactory({ ...options, profile: ['extended'] })).closed;
