import { canonicalJson } from '../../domain/canonical-json.js';
import type { Change, Precondition } from '../../domain/change-set.js';
import type { Memory } from '../../domain/memory.js';
import { sixDecimals } from '../../domain/numbers.js';
import type { ImportOrigin } from '../../domain/source.js';
import { normalName } from '../../domain/text.js';
import { isTitleFromContent, titleFromContent } from '../../domain/title.js';
import { isClosedAt } from '../../domain/validity.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { contentHash } from '../../repository/content-hash.js';
import { flagged, normalTags } from '../../repository/memories/new-record.js';
import { guardSecrets } from '../../repository/secrets/guard.js';
import { stampVisibility } from '../../repository/tenancy/stamp.js';
import { documentOf } from '../../search/analysis.js';
import { commit, freeId, type ImportRun, possibleIds } from './import-run.js';
import type { ImportLine } from './read-import.js';

const DEFAULT_IMPORTANCE = 0.5;
const DEFAULT_CONFIDENCE = 0.8;

type MemoryLine = Extract<ImportLine, { readonly kind: 'memory' }>;

/** A memory of the file as it would be kept here, under an id still to be chosen. */
interface Incoming {
  readonly original: string | undefined;
  readonly origin: ImportOrigin;
  readonly memory: Memory;
  readonly claimedCreation: string | undefined;
  readonly hash: string;
  readonly live: boolean;
  readonly possible: readonly string[];
}

interface Plan {
  readonly created: readonly { readonly incoming: Incoming; readonly memory: Memory }[];
  readonly duplicates: readonly {
    readonly incoming: Incoming;
    readonly id: string;
    readonly edited: boolean;
  }[];
}

/** Stores a batch of memories of the file, all in one change set, save those that are here already. */
export async function importMemories(run: ImportRun, batch: readonly MemoryLine[]): Promise<void> {
  const incoming = batch.flatMap((line) => {
    const guarded = withoutSecrets(run, line);
    return guarded === null ? [] : [incomingOf(run, guarded)];
  });
  for (let attempt = 0; attempt <= 2 * batch.length + 10; attempt++) {
    const plan = await planBatch(run, incoming);
    if (plan.created.length === 0) return note(run, plan);
    const outcome = await commit(run, plan.created.map(changeOf), plan.created.flatMap(preconditionsOf(run)));
    if (outcome.committed) return note(run, plan);
    if (outcome.failed.kind === 'memory_absent') run.taken.add(outcome.failed.id);
  }
  throw new MemoryGraphError('busy', 'Others keep storing the same memories; run the import again.');
}

async function planBatch(run: ImportRun, batch: readonly Incoming[]): Promise<Plan> {
  const { backend, scope } = run;
  const found = await backend.findMemories(scope, [...new Set(batch.flatMap((each) => each.possible))]);
  const here = new Map(found.map((memory) => [memory.id, memory]));
  const chosen = new Set<string>();
  const hashes = new Map<string, string>();
  const created: { incoming: Incoming; memory: Memory }[] = [];
  const duplicates: { incoming: Incoming; id: string; edited: boolean }[] = [];
  for (const incoming of batch) {
    const same = incoming.possible.find((id) => {
      const ofThisRun = chosen.has(id) || run.kept.has(id);
      return (ofThisRun && id !== incoming.original) || isSame(here.get(id), incoming);
    });
    const equal = same ?? (incoming.live ? await equalLive(run, incoming, hashes) : null);
    if (equal !== null) {
      duplicates.push({ incoming, id: equal, edited: isEdited(here.get(equal), incoming.memory) });
      continue;
    }
    const id = freeId(run, incoming.possible, (each) => here.has(each) || chosen.has(each));
    chosen.add(id);
    if (incoming.live) hashes.set(incoming.hash, id);
    created.push({ incoming, memory: { ...incoming.memory, id } });
  }
  return { created, duplicates };
}

/**
 * True where a memory here is the one of the file: the same text; under the id that was made for it; or of the
 * same id and creation, imported or exported before and edited here since. A file without times is believed where
 * the memory came from the same record and was edited here.
 */
function isSame(here: Memory | undefined, incoming: Incoming): boolean {
  if (here === undefined) return false;
  if (here.id !== incoming.original || contentHash(here) === incoming.hash) return true;
  if (incoming.claimedCreation === here.created_at) return true;
  const { origin } = here.source;
  const imported = origin?.original_id === incoming.origin.original_id;
  const creation = imported ? origin.created_at : here.created_at;
  if (creation !== undefined) return creation === incoming.claimedCreation;
  return incoming.claimedCreation === undefined && here.version > 1;
}

const TOLD = [
  'type',
  'title',
  'content',
  'summary',
  'tags',
  'importance',
  'confidence',
  'effectiveness',
  'valid_until',
] as const;

/** True where what is here and what the file says of the same memory are not the same any more. */
function isEdited(here: Memory | undefined, incoming: Memory): boolean {
  return here !== undefined && TOLD.some((key) => canonicalJson(here[key]) !== canonicalJson(incoming[key]));
}

async function equalLive(
  run: ImportRun,
  { hash, memory }: Incoming,
  ofBatch: ReadonlyMap<string, string>,
): Promise<string | null> {
  const known = ofBatch.get(hash) ?? run.liveByHash.get(hash);
  if (known !== undefined) return known;
  const { backend, scope, at } = run;
  return backend.findDuplicate(scope, { content_hash: hash, ...likenessOf(run, memory), at });
}

/** What beside the text makes another memory of the caller's an equal one: the same readers. */
function likenessOf({ scope }: ImportRun, { context }: Memory) {
  const likeness = { created_by: scope.user_id, visibility: context.visibility ?? null };
  return scope.access === null ? likeness : { ...likeness, team_id: context.team_id ?? null };
}

function changeOf({ incoming, memory }: Plan['created'][number]): Change {
  return {
    kind: 'put_memory',
    memory,
    former: null,
    document: documentOf(memory),
    content_hash: incoming.hash,
  };
}

function preconditionsOf(run: ImportRun): (each: Plan['created'][number]) => Precondition[] {
  return ({ incoming, memory }) => [
    { kind: 'memory_absent', id: memory.id },
    ...(incoming.live
      ? [{ kind: 'no_duplicate', content_hash: incoming.hash, ...likenessOf(run, memory) } as const]
      : []),
  ];
}

function note(run: ImportRun, plan: Plan): void {
  for (const { incoming, memory } of plan.created) {
    run.memories.created++;
    run.kept.add(memory.id);
    if (incoming.live) run.liveByHash.set(incoming.hash, memory.id);
    if (incoming.original === undefined) continue;
    run.stored.add(incoming.original);
    if (memory.id !== incoming.original) run.idHere.set(incoming.original, memory.id);
  }
  for (const { incoming, id, edited } of plan.duplicates) {
    run.memories.duplicates++;
    if (edited) run.memories.edited++;
    if (incoming.original !== undefined && incoming.original !== id) run.idHere.set(incoming.original, id);
  }
}

/** A memory of the file with marks for its secrets; null where it is left out for them. */
function withoutSecrets(run: ImportRun, line: MemoryLine): MemoryLine | null {
  const { title, content, summary, tags, context } = line.memory;
  const { secrets_found: found, secrets: policy = 'mask' } = run;
  const texts = { title, content, summary, tags, context };
  const { fields, masked } = guardSecrets(texts, policy === 'allow' ? 'allow' : 'mask');
  if (masked.length === 0) return line;
  if (policy === 'refuse') {
    found.left_out += 1;
    return null;
  }
  found.masked += masked.length;
  return { ...line, memory: { ...line.memory, ...fields } };
}

/** The content, types, tags and times of validity are the file's; the author and the times of recording are ours. */
function incomingOf(run: ImportRun, line: MemoryLine): Incoming {
  const { at, scope } = run;
  const input = line.memory;
  const origin = originOf(run, line);
  const title = titleOf(input);
  const summary = input.summary ?? null;
  const tags = normalTags(input.tags ?? []);
  const placed = run.placed?.(input.context ?? {}) ?? input.context ?? {};
  const { context } = stampVisibility(scope, {}, placed);
  const valid_from = input.valid_from ?? earlier(input.created_at, at);
  const valid_until = input.valid_until ?? null;
  const memory: Memory = {
    id: '',
    type: input.type,
    title,
    content: input.content,
    summary,
    tags,
    importance: sixDecimals(input.importance ?? DEFAULT_IMPORTANCE),
    confidence: sixDecimals(input.confidence ?? DEFAULT_CONFIDENCE),
    effectiveness: input.effectiveness == null ? null : sixDecimals(input.effectiveness),
    created_at: at,
    updated_at: at,
    version: 1,
    created_by: scope.user_id,
    updated_by: scope.user_id,
    valid_from: valid_until !== null && valid_until < valid_from ? valid_until : valid_from,
    valid_until,
    recorded_at: at,
    context,
    source: flagged({ kind: 'import', origin }, { title, content: input.content, summary, tags, context }),
    deleted_at: null,
  };
  const hash = contentHash(memory);
  return {
    original: input.id,
    origin,
    memory,
    claimedCreation: input.created_at,
    hash,
    live: !isClosedAt(memory, at),
    possible: possibleIds(run, 'memory', input.id, hash),
  };
}

/** One that was made from the content stays the beginning of it, to the letter. */
function titleOf({ title, content }: MemoryLine['memory']): string {
  const given = title ?? '';
  if (normalName(given) === '' || isTitleFromContent(given, content)) return titleFromContent(content);
  return normalName(given);
}

function originOf(run: ImportRun, { memory, number, original_id }: MemoryLine): ImportOrigin {
  const { id, created_by, created_at, updated_at, version } = memory;
  return {
    format: run.format,
    original_id: original_id ?? id ?? `line ${number}`,
    ...(created_by === undefined ? {} : { created_by }),
    ...(created_at === undefined ? {} : { created_at }),
    ...(updated_at === undefined ? {} : { updated_at }),
    ...(version === undefined ? {} : { version }),
  };
}

function earlier(claimed: string | undefined, at: string): string {
  return claimed !== undefined && claimed < at ? claimed : at;
}
