import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { same, sameSet } from '../plans/expect.js';
import { call } from '../plans/plan.js';
import type { Answer, Ask } from '../probing/connection.js';
import type { Prober } from '../probing/prober.js';
import { tokensIn } from '../world/canaries.js';
import type { Member } from '../world/people.js';

const CURSORS: readonly (readonly [string, Ask['params']])[] = [
  ['search_memories', { query: 'clock', limit: 2 }],
  ['search_memories', { limit: 2 }],
  ['recall_memories', { query: 'clock', limit: 2 }],
  ['get_recent_activity', { days: 60, limit: 2 }],
];

/** A cursor of one member's serves no other one: it is answered, to the byte, as a made-up one of the same length. */
export async function probeCursors(prober: Prober, owner: Member, others: readonly Member[]): Promise<void> {
  for (const [tool, args] of CURSORS) {
    const { next_cursor: cursor } = (await prober.ask(owner, call(tool, args))).data;
    if (typeof cursor !== 'string') {
      prober.fault(owner, `${tool} gave no cursor`);
      continue;
    }
    const again = await prober.ask(owner, call(tool, { ...args, cursor }));
    if (again.code !== null) prober.fault(owner, `${tool}: their own cursor is answered with ${again.code}`);
    const made = cursor.replaceAll(/./g, 'A');
    for (const other of others) {
      const [theirs, none] = [cursor, made].map((each) => call(tool, { ...args, cursor: each })) as [
        Ask,
        Ask,
      ];
      const [a, b] = [await prober.ask(other, theirs), await prober.ask(other, none)];
      if (a.bytes !== b.bytes || a.code !== 'invalid_cursor')
        prober.fault(other, `${tool}: the cursor of ${owner.label} is answered with ${a.code}`);
    }
  }
}

/** One member's idempotency key means nothing to another one: neither that it was used nor what came of it. */
export async function probeKeys(prober: Prober, members: readonly Member[]): Promise<void> {
  const idempotency_key = 'the same key for all';
  const answered = new Map<string, string>();
  for (const member of members)
    for (const tool of ['store_memory', 'store_memories']) {
      const content = `Under a key by ${member.principal.user_id}`;
      const memory = { type: 'fact', content, visibility: 'private' };
      const args = tool === 'store_memory' ? memory : { memories: [memory] };
      const once = call(tool, { ...args, on_duplicate: 'store', idempotency_key });
      const first = await prober.ask(member, once);
      await prober.refresh(member.tenancy.tenant_id);
      if (!prober.sight(member).may('write')) {
        if (first.code !== 'forbidden') prober.fault(member, `${tool} was answered with ${first.code}`);
        continue;
      }
      const { id, created } = storedBy(first);
      if (created !== true || answered.has(String(id)))
        prober.fault(member, `${tool} under a key of another's: ${first.bytes}`);
      answered.set(String(id), member.label);
      const second = storedBy(await prober.ask(member, once));
      if (second.id !== id) prober.fault(member, `${tool}: their own key was not known again`);
    }
}

interface Stored {
  readonly id?: string;
  readonly created?: boolean;
}

/** What became of the one memory of a call. */
function storedBy({ data }: Answer): Stored {
  const [first] = 'results' in data ? (data.results as readonly Stored[]) : [data as Stored];
  return first ?? {};
}

/** Files of the admin tools: each caller's own, whatever the others call theirs. */
export async function probeFiles(prober: Prober, members: readonly Member[]): Promise<void> {
  for (const member of members) {
    const sight = prober.sight(member);
    const wanted = sight.may('admin') ? null : 'forbidden';
    for (const [file, format] of [
      ['all.jsonl', 'jsonl'],
      ['all-pages', 'markdown'],
    ] as const) {
      const before = new Set(filesBelow(prober.server.files));
      const answer = await prober.ask(member, call('export_memories', { file, format }));
      if (answer.code !== wanted) prober.fault(member, `export of ${file} was answered with ${answer.code}`);
      const made = filesBelow(prober.server.files).filter((each) => !before.has(each));
      if (wanted !== null && made.length > 0) prober.fault(member, 'a refused export wrote a file');
      const text = made.map((each) => readFileSync(each, 'utf8')).join('\n');
      for (const token of tokensIn(text))
        if (!sight.tokens.has(token) && prober.world.universe().has(token))
          prober.fault(member, `the export to ${file} holds ${token}`);
      if (answer.code !== null) continue;
      const told = [answer.data.memories, answer.data.relationships];
      for (const each of [
        ...same('counts', told, [sight.memories.length, sight.relationships.length]),
        ...(format === 'jsonl' ? exactly(text, 'memory', sight.memories) : []),
        ...(format === 'jsonl' ? exactly(text, 'relationship', sight.relationships) : []),
      ])
        prober.fault(member, `export: ${each}`);
    }
  }
  await probeForeignFiles(prober, members);
}

function exactly(text: string, kind: string, records: readonly { readonly id: string }[]): string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const ids = lines
    .map((line) => JSON.parse(line) as { readonly kind?: string; readonly id?: string })
    .flatMap((line) => (line.kind === kind ? [String(line.id)] : []));
  return sameSet(
    kind,
    ids,
    records.map(({ id }) => id),
  );
}

/** Each writes a file of a name of its own; to all others that name is one that is not there. */
async function probeForeignFiles(prober: Prober, members: readonly Member[]): Promise<void> {
  const admins = members.filter((member) => prober.sight(member).may('admin'));
  const nameOf = (member: Member): string => `of-${member.label.replaceAll(' ', '-')}.jsonl`;
  for (const member of admins) await prober.ask(member, call('export_memories', { file: nameOf(member) }));
  for (const member of admins)
    for (const other of admins) {
      if (other === member) continue;
      const theirs = nameOf(other);
      const nothing = theirs.replaceAll(/[a-z]/g, 'x');
      const [a, b] = [theirs, nothing].map((file) => call('import_memories', { file, dry_run: true })) as [
        Ask,
        Ask,
      ];
      const [there, nowhere] = [await prober.ask(member, a), await prober.ask(member, b)];
      if (there.bytes.replaceAll(theirs, '') !== nowhere.bytes.replaceAll(nothing, ''))
        prober.fault(member, `the file of ${other.label} is told from one that is not there`);
      if (there.code !== 'not_found') prober.fault(member, `the file of ${other.label}: ${there.code}`);
    }
}

function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => path.join(folder, name)).filter((file) => statSync(file).isFile());
}
