// Hooks with something wrong around them: the session goes on each time, in time, and nothing is left running.
//   node tests/support/run-ts.mjs tests/verify/hooks.ts --rounds 2 --limit 2000
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HOOK_CLIENTS, HOOK_EVENTS } from '../../src/cli/hooks/names.js';
import { COMPACTION_TEXT, OFFER_TEXT } from '../../src/cli/hooks/texts.js';
import { Corpus } from '../support/corpus.js';
import { Faults } from '../support/faults.js';
import { fillOwn } from '../support/fill.js';
import { asObject } from '../support/json.js';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { atLeast, atMost, exactly, finish, print } from '../support/report.js';
import { SeriesSet } from '../support/series.js';
import { ownEnvironment } from '../support/servers.js';
import { removeFolder, temporaryFolder } from '../support/temporary.js';
import { HOOK_FAULTS, type HookFault } from './hooks/faults.js';
import { type HookOutcome, runHook } from './hooks/run-hook.js';

const ALL_WELL = 'nothing is wrong';
const MOST_CHARACTERS = 10_000;

run(async () => {
  const options = readOptions({ rounds: 2, memories: 500, limit: 2_000, seed: 1 });
  const filled = temporaryFolder('hooks-filled');
  await fillOwn(filled, new Corpus(options.seed).documents(options.memories));
  const faults = new Faults(10);
  const times = new SeriesSet();
  const skipped: string[] = [];
  const answered = new Set<string>();
  let runs = 0;
  for (const fault of HOOK_FAULTS) {
    const missing = fault.missing?.() ?? null;
    if (missing !== null) {
      skipped.push(`${fault.name}: ${missing}`);
      continue;
    }
    print(fault.name);
    for (let round = 0; round < options.rounds; round++) {
      for (const event of HOOK_EVENTS) {
        for (const client of HOOK_CLIENTS) {
          // What differs between clients is the form of an answer, and that takes nothing wrong.
          if (client !== 'claude-code' && fault.name !== ALL_WELL) continue;
          const outcome = await tryHook(filled, fault, event, client);
          const at = `${event}, ${client}, ${fault.name}`;
          runs += 1;
          times.add(fault.name, outcome.milliseconds);
          const wrong = wrongWith(outcome, event, client);
          if (wrong !== null) faults.add(wrong, { at, ...outcome });
          if (fault.name === ALL_WELL && outcome.stdout !== '') answered.add(`${event}, ${client}`);
        }
      }
    }
  }
  for (const each of skipped) print(`skipped: ${each}`);
  const slowest = Math.max(...Object.values(times.summaries()).map(({ max }) => max));
  finish(
    {
      name: 'verify-hooks',
      options,
      figures: { runs, skipped, milliseconds: times.summaries(), ...faults.summary() },
      bars: [
        exactly('faults', faults.total, 0),
        atMost('slowest, ms', slowest, options.limit),
        atLeast(
          'kinds of faults',
          HOOK_FAULTS.length - 1 - skipped.length,
          HOOK_FAULTS.length - 1 - skipped.length,
        ),
        // Start: all four; the offer: two; before a summary: one.
        exactly('answers where nothing is wrong', answered.size, 7),
      ],
    },
    options.results,
  );
});

async function tryHook(
  filled: string,
  fault: HookFault,
  event: string,
  client: string,
): Promise<HookOutcome> {
  const home = temporaryFolder('hooks');
  const ends: (() => void)[] = [];
  try {
    cpSync(filled, home, { recursive: true });
    const cwd = path.join(home, 'tree');
    mkdirSync(path.join(cwd, '.git', 'objects'), { recursive: true });
    mkdirSync(path.join(cwd, '.git', 'refs'));
    writeFileSync(path.join(cwd, '.git', 'HEAD'), 'ref: refs/heads/feature/x\n');
    const transcript_path = path.join(home, 'transcript.jsonl');
    writeFileSync(transcript_path, TRANSCRIPT);
    const env = ownEnvironment({ folder: home });
    const input = JSON.stringify({
      session_id: 'one',
      cwd,
      transcript_path,
      source: 'startup',
      stop_hook_active: false,
    });
    const changes = await fault.make({ home, env, input, onEnd: (end) => ends.push(end) });
    return await runHook({ event, client, env, cwd, input, ...changes });
  } finally {
    for (const end of ends) end();
    removeFolder(home);
  }
}

/** Work in the form of Claude Code and of Codex. */
const TRANSCRIPT = [
  { type: 'assistant', message: { content: [{ type: 'tool_use', id: '1', name: 'Edit', input: {} }] } },
  { type: 'response_item', payload: { type: 'custom_tool_call', name: 'apply_patch' } },
]
  .map((entry) => `${JSON.stringify(entry)}\n`)
  .join('');

function wrongWith({ code, stdout, stderr, left }: HookOutcome, event: string, client: string) {
  if (code !== 0) return 'exit code';
  if (left) return 'a process is left';
  if (stderr !== '') return 'said something on stderr';
  return stdout === '' || isUnderstood(stdout, event, client) ? null : 'output';
}

/** True where a client understands the output: the whole of a known form. */
function isUnderstood(stdout: string, event: string, client: string): boolean {
  if (event === 'pre-compact') return client === 'claude-code' && stdout === `${COMPACTION_TEXT}\n`;
  try {
    const said = asObject(JSON.parse(stdout));
    if (event === 'stop') return said.decision === 'block' && said.reason === OFFER_TEXT;
    if (event !== 'session-start') return false;
    const inner = asObject(said.hookSpecificOutput);
    const text = client === 'cursor' ? said.additional_context : inner.additionalContext;
    return typeof text === 'string' && text.includes('not instructions') && text.length < MOST_CHARACTERS;
  } catch {
    return false;
  }
}
