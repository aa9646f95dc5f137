import type { MultiTenantBackend } from '../../src/contracts/tenancy.js';
import { Random } from '../support/random.js';
import { createProber } from './probing/prober.js';
import { manyCallersServer } from './probing/server.js';
import { probeDuplicates } from './stages/duplicates.js';
import { probeOutsider, probeUsual } from './stages/everybody.js';
import { probeCursors, probeFiles, probeKeys } from './stages/handles.js';
import { probeIds } from './stages/ids.js';
import { probeNewMemories } from './stages/new-memories.js';
import { type TargetCounts, targetsFor } from './stages/targets.js';
import { probeViews } from './stages/views.js';
import { probeWords } from './stages/words.js';
import { probeWrites } from './stages/writes.js';
import { type Member, membersOf, outsiders, TENANCIES } from './world/people.js';
import { makeWorld } from './world/world.js';

/** How much of everything is probed. */
export interface CampaignSize {
  readonly seed: number;
  /** Members who probe, of all there are: chosen by the seed. */
  readonly members: number;
  readonly reads: TargetCounts;
  /** Visible records that each member tries to change. */
  readonly changed: number;
  /** Members who look for each new memory. */
  readonly readers: number;
  /** Who is served nothing tries every place of every request. */
  readonly everyPlace: boolean;
}

/** Every member of every tenant. */
export const FULL: CampaignSize = {
  seed: 20_261_127,
  members: 32,
  reads: { hidden: 8, visible: 3, words: 2 },
  changed: 6,
  readers: 5,
  everyPlace: true,
};

/** Every stage and every plan, with few members and few targets. */
export const SAMPLE: CampaignSize = {
  seed: 5,
  members: 2,
  reads: { hidden: 3, visible: 1, words: 1 },
  changed: 6,
  readers: 3,
  everyPlace: false,
};

export interface CampaignReport {
  readonly probes: number;
  /** Probes of each stage. */
  readonly stages: Readonly<Record<string, number>>;
  /** What should not be: leaks, wrong answers, missing audit events. */
  readonly faults: readonly string[];
}

/**
 * Fills an empty store with the world and probes it.
 * @param folder for files of the admin tools.
 */
export async function runCampaign(
  backend: MultiTenantBackend,
  folder: string,
  size: CampaignSize,
): Promise<CampaignReport> {
  const world = await makeWorld(backend, new Date().toISOString());
  const prober = createProber(world, await manyCallersServer(backend, folder));
  const random = new Random(size.seed);
  const everybody = TENANCIES.flatMap(membersOf);
  const members = random.shuffled(everybody).slice(0, size.members);
  const stages: Record<string, number> = {};
  const stage = async (name: string, work: () => Promise<void>): Promise<void> => {
    const before = prober.probes();
    await work();
    stages[name] = prober.probes() - before;
  };
  const each = (work: (member: Member) => Promise<void>) => async () => {
    for (const member of members) await work(member);
  };
  const targets = (member: Member, counts: TargetCounts) =>
    targetsFor(member, world, prober.sight(member), random, counts);

  await stage(
    'views',
    each((member) => probeViews(prober, member)),
  );
  await stage(
    'ids',
    each((member) => probeIds(prober, member, targets(member, size.reads), size.reads)),
  );
  await stage(
    'words',
    each((member) => probeWords(prober, member, targets(member, size.reads))),
  );
  await stage(
    'cursors',
    each((member) => probeCursors(prober, member, othersThan(member, everybody, random))),
  );
  await stage('files', () => probeFiles(prober, filesOf(members, everybody)));
  await stage('outsiders', async () => {
    for (const person of outsiders()) await probeOutsider(prober, person, size.everyPlace);
  });
  await stage(
    'usual requests',
    each((member) => probeUsual(prober, member)),
  );
  await stage('keys', () => probeKeys(prober, members));
  await stage(
    'duplicates',
    each((member) => probeDuplicates(prober, member)),
  );
  await stage(
    'new memories',
    each((member) =>
      probeNewMemories(prober, member, readersOf(member, everybody, random).slice(0, size.readers)),
    ),
  );
  await stage(
    'writes',
    each((member) => probeWrites(prober, member, targets(member, { ...size.reads, visible: size.changed }))),
  );
  await stage(
    'views after writes',
    each((member) => probeViews(prober, member)),
  );
  await prober.finish();
  return { probes: prober.probes(), stages, faults: prober.faults };
}

/** Somebody of the same tenant, the same user of two others, and somebody else. */
function othersThan(member: Member, everybody: readonly Member[], random: Random): Member[] {
  const { user_id } = member.principal;
  const isHere = (each: Member): boolean => each.tenancy === member.tenancy;
  const others = random.shuffled(everybody.filter((each) => each !== member));
  return [
    others.find(isHere),
    ...others.filter((each) => each.principal.user_id === user_id).slice(0, 2),
    others.find((each) => !isHere(each) && each.principal.user_id !== user_id),
  ].filter((each) => each !== undefined);
}

/** Members of the tenant and users of the same name in others, in random order. */
function readersOf(member: Member, everybody: readonly Member[], random: Random): Member[] {
  const { tenancy, principal } = member;
  const those = everybody.filter(
    (each) => each.tenancy === tenancy || each.principal.user_id === principal.user_id,
  );
  return random.shuffled(those);
}

/** Files are the admins' own: some of these must be among those who try. */
function filesOf(members: readonly Member[], everybody: readonly Member[]): Member[] {
  return [...new Set([...members, ...everybody.filter(({ principal }) => principal.user_id === 'boss')])];
}
