// Files of other memory programs: all that is in them comes in, field by field; a dry run says so beforehand; a
// second run adds nothing; the file stays as it is.
//   node tests/support/run-ts.mjs tests/verify/imports.ts --items 10000
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { atMost, type Bar, exactly, finish, print, printTable } from '../support/report.js';
import { removeFolder, temporaryFolder } from '../support/temporary.js';
import { counted, differences, runImport } from './import-files/imported.js';
import { type MadeFile, makeItems, makeLinks } from './import-files/items.js';
import { mcpMemoryServiceJson, mem0Json, pythonJson } from './import-files/json-files.js';
import { serverMemory } from './import-files/server-memory-file.js';
import { mcpMemoryServiceSqlite, pythonSqlite } from './import-files/sqlite-files.js';
import { CONVERSATION_MAKERS } from './imports-conversations.js';
import { MARKDOWN_MAKERS } from './imports-markdown.js';

/** Ten thousand items need far less; a file held in memory as a whole would not fit. */
const MOST_MEGABYTES = 400;
const MOST_SHOWN = 5;

const MAKERS = [
  pythonSqlite,
  pythonJson,
  serverMemory,
  mcpMemoryServiceSqlite,
  mcpMemoryServiceJson,
  mem0Json,
  ...MARKDOWN_MAKERS,
  ...CONVERSATION_MAKERS,
];

run(async () => {
  const options = readOptions({ items: 10_000 });
  const items = makeItems(options.items);
  const links = makeLinks(items);
  const bars: Bar[] = [];
  const rows: Record<string, string | number>[] = [];
  for (const make of MAKERS) {
    const folder = temporaryFolder('imports');
    const made = await make(folder, items, links);
    rows.push(await proveFormat(made, bars));
    removeFolder(folder);
  }
  printTable(rows);
  finish({ name: 'verify-imports', options, figures: rows, bars }, options.results);
});

async function proveFormat(made: MadeFile, bars: Bar[]): Promise<Record<string, string | number>> {
  const { format, path, memories, relationships } = made;
  const store = temporaryFolder('imports-store');
  const before = hashOf(path);
  const dry = counted((await runImport(store, path, '--dry-run')).report);
  const first = await runImport(store, path);
  const wrong = await differences(store, made);
  const second = await runImport(store, path);
  const created = counted(first.report);
  const again = counted(second.report);
  for (const text of wrong.slice(0, MOST_SHOWN)) print(`${format}: ${text}`);
  bars.push(
    exactly(`${format}: memories stored`, created.memories, memories.size),
    exactly(`${format}: relationships stored`, created.relationships, relationships.size),
    exactly(`${format}: memories a dry run foretold`, dry.memories, memories.size),
    exactly(`${format}: relationships a dry run foretold`, dry.relationships, relationships.size),
    exactly(`${format}: records left out`, created.left_out, 0),
    exactly(`${format}: fields that differ`, wrong.length, 0),
    exactly(`${format}: stored by a second run`, again.memories + again.relationships, 0),
    exactly(`${format}: bytes of the file changed`, Number(hashOf(path) !== before), 0),
    atMost(`${format}: peak memory in MB`, first.peak_megabytes, MOST_MEGABYTES),
  );
  removeFolder(store);
  return {
    format,
    'made by': made.made_by ?? 'its exact form',
    MB: Math.round(filesOf(path).reduce((sum, file) => sum + statSync(file).size, 0) / 100_000) / 10,
    memories: created.memories,
    relationships: created.relationships,
    'fields checked': [...memories.values()].reduce((sum, fields) => sum + Object.keys(fields).length, 0),
    differ: wrong.length,
    'second run': again.memories + again.relationships,
    seconds: Math.round(first.seconds * 10) / 10,
    'second s': Math.round(second.seconds * 10) / 10,
    'peak MB': Math.round(first.peak_megabytes),
  };
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  for (const file of filesOf(path)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** The file itself, or the files of a folder. */
function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
}
