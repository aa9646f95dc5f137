// The real clients and validators on what this repository writes and publishes:
//   node tests/support/run-ts.mjs tests/clients/run.ts
// Fetches them from the npm registry (or its cache) into a temporary folder, and asks no other network: models are
// played by a server on this machine. What cannot be had here is skipped and said so. Needs the built executable.
import { run } from '../support/main.js';
import { print } from '../support/report.js';
import { runChecks } from './checks.js';
import { claudeCodeChecks } from './claude-code.js';
import { codexChecks } from './codex.js';
import { packageChecks } from './packages.js';
import { fetchPrograms } from './programs.js';

run(async () => {
  const programs = await fetchPrograms();
  const { passed, failed, skipped } = await runChecks([
    ...claudeCodeChecks(programs),
    ...codexChecks(programs),
    ...packageChecks(programs),
  ]);
  print(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (failed > 0) process.exitCode = 1;
});
