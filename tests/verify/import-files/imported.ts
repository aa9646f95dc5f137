import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runCommand } from '../../support/command-line.js';
import { asArray, asObject, type JsonObject, textField } from '../../support/json.js';
import { EXECUTABLE } from '../../support/paths.js';
import { residentMegabytes } from '../../support/process-memory.js';
import { ownEnvironment } from '../../support/servers.js';
import type { MadeFile } from './items.js';

export interface ImportRunFigures {
  readonly report: JsonObject;
  readonly seconds: number;
  readonly peak_megabytes: number;
}

const LOOK_EVERY_MS = 20;

/** Runs the built program's import to its end and watches its memory. */
export async function runImport(
  folder: string,
  path: string,
  ...more: readonly string[]
): Promise<ImportRunFigures> {
  const started = performance.now();
  const child = spawn(process.execPath, [EXECUTABLE, 'import', '--input', path, '--json', ...more], {
    cwd: folder,
    env: ownEnvironment({ folder }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(child.pid ?? 0) ?? 0);
  }, LOOK_EVERY_MS);
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(watch);
  if (code !== 0) throw new Error(`import ended with ${code}: ${stdout}`);
  return {
    report: asObject(JSON.parse(stdout)),
    seconds: (performance.now() - started) / 1000,
    peak_megabytes: peak,
  };
}

/** Compares every memory and relationship of the store with what the file held; gives what differs. */
export async function differences(folder: string, made: MadeFile): Promise<string[]> {
  const path = join(folder, 'export.jsonl');
  const { code, stderr } = await runCommand({ folder }, ['export', '--output', path, '--force']);
  if (code !== 0) return [`export ended with ${code}: ${stderr}`];
  const wrong: string[] = [];
  const originals = new Map<string, string>();
  const edges = new Set<string>();
  for await (const text of createInterface({ input: createReadStream(path, 'utf8') })) {
    const line = asObject(JSON.parse(text));
    if (line.kind === 'memory') {
      const original = textField(asObject(asObject(line.source).origin), 'original_id');
      originals.set(textField(line, 'id'), original);
      wrong.push(...fieldsThatDiffer(original, line, made.memories.get(original)));
    } else if (line.kind === 'relationship') {
      const [from, to] = [textField(line, 'from_memory_id'), textField(line, 'to_memory_id')];
      edges.add(`${originals.get(from)} ${textField(line, 'type')} ${originals.get(to)}`);
    }
  }
  const found = new Set(originals.values());
  for (const original of made.memories.keys()) if (!found.has(original)) wrong.push(`${original} is missing`);
  for (const edge of made.relationships) if (!edges.has(edge)) wrong.push(`${edge} is missing`);
  for (const edge of edges) if (!made.relationships.has(edge)) wrong.push(`${edge} was not in the file`);
  return wrong;
}

function fieldsThatDiffer(
  original: string,
  found: JsonObject,
  wanted: Readonly<Record<string, unknown>> | undefined,
): string[] {
  if (wanted === undefined) return [`${original} was not in the file`];
  return Object.entries(wanted)
    .filter(([key, value]) => JSON.stringify(found[key]) !== JSON.stringify(value))
    .map(
      ([key, value]) => `${original}: ${key} is ${JSON.stringify(found[key])}, not ${JSON.stringify(value)}`,
    );
}

/** What a report counts as stored and as here already. */
export function counted(report: JsonObject): { memories: number; relationships: number; left_out: number } {
  const created = (kind: string) => Number(asObject(report[kind]).created);
  return {
    memories: created('memories'),
    relationships: created('relationships'),
    left_out: asArray(report.left_out).filter((each) => asObject(each).record !== 'detail').length,
  };
}
