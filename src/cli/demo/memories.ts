/** A memory of the demo, with a name that relationships and questions use in place of an id. */
export interface DemoMemory {
  readonly name: string;
  readonly type: string;
  readonly title: string;
  readonly content: string;
  readonly tags: readonly string[];
  readonly importance?: number;
  readonly valid_from: string;
}

/** Decisions, problems and fixes from building this project. */
export const DEMO_MEMORIES: readonly DemoMemory[] = [
  {
    name: 'segfault',
    type: 'problem',
    title: 'Server dies with exit code 139 as soon as it opens the database',
    content:
      'better-sqlite3 13 installs and loads on Node 20, then `new Database()` ends the process with SIGSEGV, exit code 139. It is built for Node-API 10; Node 20 stops at 9. Building it from source does not help.',
    tags: ['sqlite', 'native module', 'crash'],
    importance: 0.9,
    valid_from: '2026-03-02',
  },
  {
    name: 'pin',
    type: 'fix',
    title: 'Pin better-sqlite3 to 12.11.1',
    content:
      'Version 12.11.1 runs on Node 20 to 25 and carries SQLite 3.53. The version is pinned exactly, because npm picks another one silently otherwise.',
    tags: ['sqlite', 'dependencies'],
    importance: 0.8,
    valid_from: '2026-03-02',
  },
  {
    name: 'abi',
    type: 'error',
    title: 'ERR_DLOPEN_FAILED after switching Node versions',
    content:
      'A native build belongs to one Node ABI: compiled under Node 20, it does not load under 22. `npm rebuild better-sqlite3` under the Node that runs the server mends it. Start-up says so instead of crashing.',
    tags: ['native module', 'node'],
    valid_from: '2026-03-05',
  },
  {
    name: 'one-table',
    type: 'decision',
    title: 'Keep all tenants in one full-text table',
    content:
      'One FTS5 table holds the words of every tenant, with the tenant as one more term of each query. Least code, one file to back up.',
    tags: ['tenancy', 'full-text'],
    importance: 0.6,
    valid_from: '2026-02-10',
  },
  {
    name: 'leak',
    type: 'problem',
    title: 'Shared full-text statistics leak between tenants',
    content:
      'BM25 in a shared table counts words over all tenants: in 295 of 300 top-20 lists the order changed when somebody else stored memories, and a search in one tenant of 1,000 took 11.6 ms instead of 0.31.',
    tags: ['tenancy', 'ranking', 'security'],
    importance: 0.9,
    valid_from: '2026-03-20',
  },
  {
    name: 'cycles-race',
    type: 'problem',
    title: 'Two processes made forbidden cycles although both had checked',
    content:
      'When the check for a cycle runs before the transaction, two processes slip past each other: 7 and 10 forbidden cycles in 500 tries. Checking inside the commit leaves none.',
    tags: ['concurrency', 'graph'],
    valid_from: '2026-04-01',
  },
  {
    name: 'change-set',
    type: 'decision',
    title: 'A write is one value, committed with its preconditions',
    content:
      'Repositories build a change set: what to write, and what must hold for it (expected version, no duplicate, no cycle). The backend checks and writes in one transaction. No transaction spans an await.',
    tags: ['concurrency', 'architecture'],
    importance: 0.8,
    valid_from: '2026-04-02',
  },
  {
    name: 'stemming',
    type: 'decision',
    title: 'Analyse words in our own code and let the database index the result',
    content:
      'Tokens, stop words and stems come from one pure module, so that every database gives the same answers. Stemming and stop words together found 10.7 points more of the evidence in conversations than plain words.',
    tags: ['search', 'full-text', 'architecture'],
    importance: 0.7,
    valid_from: '2026-04-15',
  },
  {
    name: 'frequent',
    type: 'problem',
    title: 'Questions with everyday words are slow at 100,000 memories',
    content:
      'A loose question holds words that a third of all memories contain, and BM25 then scores tens of thousands of rows to show eight.',
    tags: ['search', 'performance'],
    valid_from: '2026-05-03',
  },
  {
    name: 'rare-first',
    type: 'solution',
    title: 'Let the rare words find candidates and the common ones only rank them',
    content:
      'Words are taken rarest first until about four thousand memories hold them; the rest of the question counts in the final score of the best two hundred. Where too little comes back, every word is used.',
    tags: ['search', 'performance'],
    importance: 0.7,
    valid_from: '2026-05-06',
  },
  {
    name: 'surrogates',
    type: 'error',
    title: 'Half an emoji comes back as three question marks',
    content:
      'SQLite takes a lone surrogate without complaint and returns it as three replacement characters. Text is refused at the door when it is not well formed, before anything is written.',
    tags: ['unicode', 'sqlite', 'input'],
    valid_from: '2026-05-11',
  },
  {
    name: 'deep-json',
    type: 'problem',
    title: 'JSON nested 10,000 deep overflows the stack',
    content:
      'JSON.parse survives a million levels, but JSON.stringify and schema checks overflow between 1,000 and 5,000. Depth is counted without recursion and stops at 64.',
    tags: ['input', 'security'],
    valid_from: '2026-05-12',
  },
  {
    name: 'startup',
    type: 'decision',
    title: 'Ship one bundled executable with lazy chunks',
    content:
      'Spawn to answered handshake took 258 ms unbundled and 187 bundled, against 262 for the reference server and 89 for a bare Node process. Command line, drivers and transfer load only when they are used.',
    tags: ['performance', 'packaging'],
    importance: 0.6,
    valid_from: '2026-05-20',
  },
  {
    name: 'disk-full',
    type: 'fact',
    title: 'On a full disk even DELETE fails in WAL mode',
    content:
      'A delete writes to the write-ahead log first, so it needs room as well. Writes answer storage_full, are rolled back whole, reads go on, and the server recovers without a restart once there is room.',
    tags: ['sqlite', 'faults'],
    valid_from: '2026-06-02',
  },
  {
    name: 'stdout',
    type: 'preference',
    title: 'Never print to stdout in the server',
    content:
      'On stdio the protocol owns stdout: one stray console.log breaks the client. Logs go to stderr, and a test reads every line of stdout as JSON-RPC.',
    tags: ['mcp', 'logging'],
    importance: 0.8,
    valid_from: '2026-06-05',
  },
  {
    name: 'verify-command',
    type: 'command',
    title: 'Check a store by hand',
    content:
      '`memorygraph verify` compares memories, full-text index, word counts and history with each other and changes nothing.',
    tags: ['cli', 'maintenance'],
    valid_from: '2026-06-20',
  },
];

/** Relationships between them: from, type, to, why. */
export const DEMO_RELATIONSHIPS: readonly (readonly [string, string, string, string])[] = [
  ['pin', 'SOLVES', 'segfault', 'verified on Node 20, 22 and 24'],
  ['abi', 'RELATED_TO', 'segfault', 'the same native module, another cause'],
  ['change-set', 'SOLVES', 'cycles-race', 'measured: 0 cycles in 500 tries'],
  ['leak', 'CONTRADICTS', 'one-table', 'the measurements that ended it'],
  ['rare-first', 'SOLVES', 'frequent', 'measured at 100,000 memories'],
  ['rare-first', 'BUILDS_ON', 'stemming', 'word counts come from the analysed words'],
  ['deep-json', 'SIMILAR_TO', 'surrogates', 'both are refused before anything is written'],
];

/** Loose questions, in other words than the memories use, and the memory each should find. */
export const DEMO_QUESTIONS: readonly (readonly [question: string, finds: string])[] = [
  ['why did the server crash with exit code 139 on startup?', 'segfault'],
  ['the native module stopped loading after I switched node', 'abi'],
  ['how do we keep concurrent writers from creating a cycle?', 'cycles-race'],
  ['searching got slow with common words', 'frequent'],
  ['what happens when the disk runs full?', 'disk-full'],
  ['can I use console.log in the server?', 'stdout'],
  ['emoji came back broken from the database', 'surrogates'],
  ['who decided on bundling the executable and why', 'startup'],
];

/** What takes the place of the decision about one table. */
export const DEMO_SUCCESSOR: DemoMemory = {
  name: 'file-each',
  type: 'decision',
  title: 'Keep a file per tenant, opened on demand',
  content:
    'Each tenant has a database file of its own in a bounded pool: a search costs 0.31 ms as if it were alone, statistics are its own, and backup or erasure is work on one file. Opening one takes 2.8 ms.',
  tags: ['tenancy', 'full-text', 'architecture'],
  importance: 0.9,
  valid_from: '2026-03-25',
};
