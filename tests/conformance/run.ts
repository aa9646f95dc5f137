// The official conformance suite over the real server factory:
//   node tests/support/run-ts.mjs tests/conformance/run.ts [--requirements 2026-07-28] [--verbose]
// Needs the npm registry (or its cache) for the suite and the Node it wants. Fails on any failed scenario
// that the revision requires; what the suite itself does not score is shown and does not count.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { startConformanceServer } from '../support/conformance-server.js';
import { referenceOptions } from '../support/reference-options.js';
import { summaryOf } from './summary.js';

const SUITE = '@modelcontextprotocol/conformance@0.2.0-alpha.12';
const { values } = parseArgs({
  options: { requirements: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
const revisions = values.requirements === undefined ? ['2026-07-28', '2025-11-25'] : [values.requirements];

// Tools are listed under their present names only; with aliases the fixtures would not be listed.
const { aliases: _aliases, ...options } = await referenceOptions();
const server = await startConformanceServer(options);
let failed = false;
try {
  for (const revision of revisions) {
    const { code, output } = await runSuite(server.url, revision);
    const summary = summaryOf(output);
    const bad = code !== 0 || summary.failed > 0 || summary.scenarios === 0;
    if (values.verbose || bad) process.stdout.write(output);
    const counts = `${summary.scenarios} scenarios, ${summary.passed} checks passed, ${summary.failed} failed`;
    process.stdout.write(`${revision}: ${counts} (exit ${code})\n`);
    for (const name of summary.unscored_failures) process.stdout.write(`  not scored, failed: ${name}\n`);
    if (bad) failed = true;
  }
} finally {
  await server.close();
}
process.exitCode = failed ? 1 : 0;

function runSuite(url: string, revision: string): Promise<{ code: number; output: string }> {
  const wanted = ['--url', url, '--requirements', revision];
  const args = ['-y', '-p', 'node@22', '-p', SUITE, 'conformance', 'server', ...wanted];
  const child = spawn('npx', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
