// Detection of secrets: made-up secrets in notes of developers are found, ordinary texts raise no alarm.
//   node tests/support/run-ts.mjs tests/verify/secrets.ts --planted 200 --ordinary 2000
// The ordinary texts are a seeded choice from nl2bash, cosqa and devmembench, looked for in ../data/dev beside
// MEMORYGRAPH_EVAL_DIR (else ../shared/eval), with hard ones made here; then all of them. Without the sets, only the
// ones made here are asked, and the exit code is 3, or 1 with REQUIRE_EVAL=1.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describeSecretKinds, findSecrets, maskSecrets } from '../../src/secrets/find-secrets.js';
import { asObject } from '../support/json.js';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { ROOT } from '../support/paths.js';
import { Random } from '../support/random.js';
import { atLeast, atMost, exactly, finish, print, printTable } from '../support/report.js';
import { MAKERS } from './secrets/kinds.js';
import { noteWith } from './secrets/notes.js';
import { hardNegatives } from './secrets/ordinary.js';

const SETS = ['nl2bash', 'cosqa', 'devmembench'];
const HARD_SHARE = 0.2;

run(async () => {
  const options = readOptions({ planted: 200, ordinary: 2000, seed: 1 });
  const random = new Random(options.seed);
  const planted = plant(options.planted, random);
  const texts = readTexts();
  const hard = hardNegatives(random, Math.round(options.ordinary * (texts.length > 0 ? HARD_SHARE : 1)));
  const chosen = [...hard, ...random.shuffled(texts).slice(0, options.ordinary - hard.length)];
  const alarms = alarmsIn(chosen);
  const allAlarms = alarmsIn([...texts, ...hard]);
  const all = texts.length + hard.length;

  if (planted.missed.length > 0) {
    print('Missed:');
    for (const { kind, note } of planted.missed) print(`  ${kind}: ${JSON.stringify(note)}`);
  }
  if (allAlarms.length > 0) {
    print(`Alarms in all ${all} ordinary texts:`);
    for (const alarm of allAlarms) print(`  ${alarm}`);
  }
  print();
  const ordinary = chosen.length;
  const times = speed();
  printTable(times);
  finish(
    {
      name: 'verify-secrets',
      options,
      figures: {
        kinds_known: describeSecretKinds().length,
        kinds_planted: planted.kinds,
        planted: options.planted,
        caught: planted.caught,
        whole: planted.whole,
        missed_by_kind: Object.fromEntries(countBy(planted.missed.map(({ kind }) => kind))),
        ordinary,
        false_alarms: alarms.length,
        all_ordinary: all,
        all_false_alarms: allAlarms.length,
        all_false_alarm_rate: allAlarms.length / all,
        times,
      },
      bars: [
        atLeast('kinds planted', planted.kinds, 20),
        atLeast(`caught of ${options.planted}`, planted.caught, Math.ceil(options.planted * 0.95)),
        exactly('masked again, something found', planted.foundAgain, 0),
        atMost(`false alarms in ${ordinary}`, alarms.length, Math.floor(ordinary * 0.005)),
      ],
    },
    options.results,
  );
  if (texts.length === 0) {
    print('The sets are missing: only the texts made here were asked.');
    process.exitCode = process.env.REQUIRE_EVAL === '1' ? 1 : (process.exitCode ?? 3);
  }
});

interface Missed {
  readonly kind: string;
  readonly note: string;
}

/** Plants secrets of all kinds in turn. Caught: a finding overlaps the secret; whole: one covers all of it. */
function plant(count: number, random: Random) {
  const kinds = Object.keys(MAKERS);
  const missed: Missed[] = [];
  let whole = 0;
  let foundAgain = 0;
  for (let i = 0; i < count; i++) {
    const kind = kinds[i % kinds.length] ?? '';
    const secret = MAKERS[kind]?.(random);
    if (secret === undefined) continue;
    const note = noteWith(secret, random);
    const start = Math.max(note.indexOf(secret.value), note.indexOf(secret.value.replaceAll('\n', '\\n')));
    const end = start + secret.value.length;
    const findings = findSecrets(note);
    if (start < 0) throw new Error(`the note lost its ${kind}`);
    if (!findings.some((finding) => finding.start < end && finding.end > start)) missed.push({ kind, note });
    else if (findings.some((finding) => finding.start <= start && finding.end >= end)) whole++;
    else print(`In part only: ${kind}: ${JSON.stringify(maskSecrets(note).text)} of ${JSON.stringify(note)}`);
    if (findSecrets(maskSecrets(note).text).length > 0) foundAgain++;
  }
  return { caught: count - missed.length, whole, missed, foundAgain, kinds: Math.min(count, kinds.length) };
}

/** One line for each text with an alarm. */
function alarmsIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const [first] = findSecrets(text);
    if (first === undefined) return [];
    const around = text.slice(Math.max(0, first.start - 60), first.end + 20);
    return [
      `${first.kind}: ${JSON.stringify(text.slice(first.start, first.end))} in ${JSON.stringify(around)}`,
    ];
  });
}

function readTexts(): string[] {
  const folder = path.resolve(ROOT, process.env.MEMORYGRAPH_EVAL_DIR ?? '../shared/eval', '../data/dev');
  return SETS.flatMap((set) => {
    const file = path.join(folder, `${set}.jsonl`);
    if (!existsSync(file)) {
      print(`Missing: ${path.relative(ROOT, file)}`);
      return [];
    }
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    return lines
      .map((line) => asObject(JSON.parse(line)))
      .flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
  });
}

/** Milliseconds for one text: of 1 KB and of 50,000 characters, of prose, of code, and of what is hard to read. */
function speed(): { text: string; characters: number; milliseconds: number }[] {
  const random = new Random(1);
  const sources: Readonly<Record<string, string>> = {
    notes: hardNegatives(random, 40).join('\n'),
    prose: 'The retry queue of the build writes to storage, and nobody looked at the limits of it. ',
    names: 'password token secret key api_key: ',
    'one letter': 'a',
    dashes: 'sk-eyJ-xoxb-AKIA-',
    addresses: '://a:b',
  };
  return Object.entries(sources).flatMap(([text, source]) =>
    [1_024, 50_000].map((characters) => {
      const asked = source.repeat(Math.ceil(characters / source.length)).slice(0, characters);
      const rounds = characters > 10_000 ? 10 : 300;
      for (let i = 0; i < rounds; i++) findSecrets(asked);
      const start = performance.now();
      for (let i = 0; i < rounds; i++) findSecrets(asked);
      return { text, characters, milliseconds: Number(((performance.now() - start) / rounds).toFixed(4)) };
    }),
  );
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
