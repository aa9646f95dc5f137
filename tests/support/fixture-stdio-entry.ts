import { createMcpServerFactory } from '../../src/mcp/server.js';
import { serveOverStdio } from '../../src/transport/stdio.js';
import { FIXTURE_OPTIONS } from './fixture-options.js';

// An executable for tests: the fixture tools on the real factory and transport.
const server = serveOverStdio(createMcpServerFactory(FIXTURE_OPTIONS), {
  onError: (error) => process.stderr.write(`${error.message}\n`),
});
await server.closed;
process.stderr.write('closed\n');
