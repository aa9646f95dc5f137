import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { PurgePlan, PurgeRequest } from '../../repository/owner/purge-plan.js';
import type { CliCommand, CommandOptions, CommandResult } from '../command.js';
import { TENANT_OPTION } from '../operator-tenant.js';
import { readTime, TIME_HELP } from '../parse/read-time.js';
import { counted } from '../render/facts.js';
import { writeNote } from '../terminal/output.js';
import { safeLine } from '../terminal/safe-text.js';
import { shortened } from '../terminal/shortened.js';
import { style } from '../terminal/style.js';

const ELSEWHERE = 'Backups and exports that were made before still hold them: delete those too.';

/** Erases memories for good, from the files as well. */
export const purgeCommand: CliCommand = {
  name: 'purge',
  group: 'Your memories',
  summary: 'erase memories for good, from every file of the store',
  description:
    'Erases memories with their text, index entries, history and relationships, then writes the files of the store\nanew, so that the words are in none of them: not in free space, nor in the write-ahead log. It takes the named\nmemories, or whatever holds a text (also where only former versions or relationships hold it), or what was\ndeleted before a time. Shows what it found and asks first. It cannot be undone.',
  arguments: [{ flags: '[id...]', description: 'ids of memories, or their beginnings', ids: true }],
  options: [
    { flags: '--containing <text>', description: 'whatever holds this text, in upper or lower case' },
    { flags: '--deleted-before <time>', description: `what was deleted before: ${TIME_HELP}` },
    { flags: '--scrub', description: 'only write the files anew, where a purge could not do so' },
    { flags: '--dry-run', description: 'say what would be erased; erase nothing' },
    TENANT_OPTION,
  ],
  examples: [
    { line: 'memorygraph purge 019a2b3c', says: 'one memory' },
    { line: 'memorygraph purge --containing "the wifi password" --dry-run', says: 'what holds it?' },
    { line: 'memorygraph purge --deleted-before 30d', says: 'what was deleted long ago' },
  ],
  async run(context, options) {
    checkOptions(options);
    const { openOwner } = await import('../open-owner.js');
    const { owner, idOf, now, about } = await openOwner(context, options);
    if (options.given('scrub')) {
      await owner.scrub();
      return { text: 'The files of the store are written anew.', data: { ...about, scrubbed: true } };
    }
    const { signal, progress } = context;
    const show = (what: string) => (done: number, total: number | null) => progress.show(what, done, total);
    const request = await readRequest(options, idOf, now());
    const plan = await owner.planPurge(request, { signal, onProgress: show('records looked at') });
    if (options.given('dryRun') || isEmpty(plan)) return planResult(plan, about);
    progress.clear();
    // What is to be erased must not go into a log: only a person who is asked sees it.
    if (process.stderr.isTTY) writeNote(planLines(plan).join('\n'));
    await context.confirm(`Erase ${countsOf(plan)}${place(about)} for good?`);
    await owner.purge(plan, { signal, onProgress: show('erased') });
    await owner.scrub();
    return {
      text: `${countsOf(plan)}: erased${place(about)}.\n${ELSEWHERE}`,
      data: { ...about, erased: counts(plan), scrubbed: true },
    };
  },
};

/** Exactly one way to say what is meant. */
function checkOptions(options: CommandOptions): void {
  const ways = [
    options.argument('id').length > 0,
    options.text('containing') !== undefined,
    options.text('deletedBefore') !== undefined,
    options.given('scrub'),
  ].filter((given) => given);
  if (ways.length === 1) return;
  throw new MemoryGraphError(
    'usage',
    `Say what to erase: ids of memories, --containing, --deleted-before or --scrub${ways.length > 1 ? ', one of them at a time' : ''}. See memorygraph purge --help.`,
  );
}

async function readRequest(
  options: CommandOptions,
  idOf: (given: string) => Promise<string>,
  now: string,
): Promise<PurgeRequest> {
  const containing = options.text('containing');
  if (containing !== undefined) return { containing };
  const before = options.text('deletedBefore');
  if (before !== undefined) return { deleted_before: readTime(before, now, '--deleted-before') };
  const ids: string[] = [];
  for (const given of options.argument('id')) ids.push(await idOf(given));
  return { ids };
}

function planResult(plan: PurgePlan, about: About): CommandResult {
  const { folded: _folded, ...rest } = plan;
  const data = { ...about, dry_run: true, ...rest };
  if (isEmpty(plan)) return { text: `Nothing was found to erase${place(about)}.`, data };
  const says = `${countsOf(plan)} would be erased${place(about)} (dry run: nothing was).`;
  return { text: [...planLines(plan), says].join('\n'), data };
}

type About = { readonly tenant_id?: string };

/** Where it is, in a store with tenants. */
function place({ tenant_id }: About): string {
  return tenant_id === undefined ? '' : ` in tenant ${safeLine(tenant_id)}`;
}

function planLines(plan: PurgePlan): string[] {
  const line = (title: string, note: string) => `  ${safeLine(title)} ${style.faint(note)}`;
  return [
    ...shortened(plan.memories.map(({ id, title, deleted }) => line(title, deleted ? `${id} deleted` : id))),
    ...shortened(plan.histories.map(({ id, title }) => line(title, `${id} former versions only`))),
  ];
}

function counts(plan: PurgePlan) {
  return {
    memories: plan.memories.length,
    versions: plan.with_versions,
    relationships: plan.with_relationships + plan.relationships.length,
    histories: plan.histories.length + plan.relationship_histories.length,
    answers: plan.answers,
    project_aliases: plan.project_aliases.length,
    // Of stores with tenants alone.
    ...(plan.project_grants === undefined ? {} : { project_grants: plan.project_grants.length }),
  };
}

function countsOf(plan: PurgePlan): string {
  const { memories, versions, relationships, histories, answers, project_aliases, project_grants } =
    counts(plan);
  const parts = [
    [memories, 'memory', 'memories'],
    [versions, 'former version', 'former versions'],
    [relationships, 'relationship', 'relationships'],
    [histories, 'history of what stays', 'histories of what stays'],
    [answers, 'kept answer to a call', 'kept answers to calls'],
    [project_aliases, 'other name of a project', 'other names of projects'],
    [project_grants ?? 0, 'grant of a project', 'grants of projects'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => counted(count, one, many))
    .join(', ');
}

function isEmpty(plan: PurgePlan): boolean {
  return Object.values(counts(plan)).every((count) => count === 0);
}
