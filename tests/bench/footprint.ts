// Footprint: bytes on disk and resident memory with many memories, beside the peer's.
//   node tests/support/run-ts.mjs tests/bench/footprint.ts --memories 100000
import { statSync } from 'node:fs';
import { Corpus } from '../support/corpus.js';
import { fillOwn, fillPeer } from '../support/fill.js';
import { fileSizes } from '../support/folder-size.js';
import { run } from '../support/main.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import type { ServerCommand } from '../support/mcp-types.js';
import { readOptions } from '../support/options.js';
import { residentMegabytes } from '../support/process-memory.js';
import { finish, printTable } from '../support/report.js';
import { ownServer, peerFile, peerServer } from '../support/servers.js';
import { round } from '../support/statistics.js';
import { temporaryFolder } from '../support/temporary.js';

run(async () => {
  const options = readOptions({ memories: 100_000, questions: 50, seed: 1 });
  const corpus = new Corpus(options.seed);
  const texts = corpus.documents(options.memories);
  const questions = corpus.questions(texts, options.questions, options.seed + 1).map(({ text }) => text);
  const folder = temporaryFolder('footprint');
  const { perSecond } = await fillOwn(folder, texts);
  const files = fileSizes(folder);
  const bytes = Object.values(files).reduce((sum, size) => sum + size, 0);
  const textBytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  await fillPeer(folder, texts);
  const peerBytes = statSync(peerFile(folder)).size;

  const own = await residence(ownServer({ folder }), 'recall_memories', questions);
  const peer = await residence(peerServer(folder), 'search_nodes', questions);
  const rows = [
    { server: 'memorygraph', 'bytes a memory': round(bytes / texts.length), ...own },
    { server: 'server-memory', 'bytes a memory': round(peerBytes / texts.length), ...peer },
  ];
  printTable(rows);
  const figures = {
    memories: texts.length,
    text_bytes: textBytes,
    files,
    bytes,
    bytes_per_memory: round(bytes / texts.length),
    times_the_text: round(bytes / textBytes),
    peer_bytes: peerBytes,
    resident: { memorygraph: own, server_memory: peer },
    filled_per_second: perSecond,
  };
  finish({ name: 'footprint', options, figures, bars: [] }, options.results);
});

/** Resident megabytes after the handshake and after a number of questions. */
async function residence(server: ServerCommand, tool: string, questions: readonly string[]) {
  const client = await McpStdioClient.start(server, { timeoutMs: 120_000 });
  try {
    const started = residentMegabytes(client.pid);
    for (const query of questions) await client.mustTool(tool, { query });
    return { 'MB at start': started ?? 0, 'MB after questions': residentMegabytes(client.pid) ?? 0 };
  } finally {
    await client.close();
  }
}
