import { call } from '../plans/plan.js';
import type { Ask } from '../probing/connection.js';
import type { Prober } from '../probing/prober.js';
import { holdsAt, type Sight } from '../world/oracle.js';
import type { Member } from '../world/people.js';
import { changedIds } from '../world/tenant-state.js';
import { kitOf } from './kit.js';
import type { Targets } from './targets.js';

type Memory = Sight['memories'][number];
type Edge = Sight['relationships'][number];

/** What a request changes, whoever makes it. */
interface Attempt {
  readonly ask: Ask;
  /** Ids of the records that are changed where it is allowed; new ones come beside them. */
  readonly touches: readonly string[];
  readonly allowed: boolean;
  /** Where it is allowed and cannot be done all the same. */
  readonly refused?: string;
  /** True where who sees the record is what is changed. */
  readonly shares?: boolean;
}

/**
 * Changes records that the member sees: what is not theirs to change is forbidden and stays; what is changes that
 * record alone, and never its tenant, its maker or, but by sharing, who sees it.
 */
export async function probeWrites(
  prober: Prober,
  member: Member,
  { visibleMemories, visibleRelationships }: Targets,
) {
  const { own } = kitOf(prober, member);
  for (const id of visibleMemories)
    for (const make of MEMORY_ATTEMPTS) {
      const sight = prober.sight(member);
      const memory = sight.memories.find((each) => each.id === id);
      // An attempt before this one may have deleted it.
      if (memory !== undefined && id !== own)
        await attempt(prober, member, make(memory, sight, own, member.principal.user_id));
    }
  for (const id of visibleRelationships)
    for (const make of EDGE_ATTEMPTS) {
      const sight = prober.sight(member);
      const edge = sight.relationships.find((each) => each.id === id);
      if (edge !== undefined) await attempt(prober, member, make(edge, sight));
    }
}

const MEMORY_ATTEMPTS: readonly ((memory: Memory, sight: Sight, own: string, user_id: string) => Attempt)[] =
  [
    (memory, sight, _own, user_id) => ({
      ask: call('update_memory', { memory_id: memory.id, add_tags: [`by ${user_id}`] }),
      touches: [memory.id],
      allowed: sight.may('write') && sight.mayEdit(memory),
    }),
    (memory, sight) => ({
      ask: call('share_memory', { memory_id: memory.id, visibility: 'private' }),
      touches:
        memory.context.visibility === 'private' && memory.context.team_id === undefined ? [] : [memory.id],
      allowed: sight.may('share') && sight.isOwnOrAdmin(memory),
      shares: true,
    }),
    (memory, sight, own) => ({
      ask: call('create_relationship', {
        from_memory_id: own,
        to_memory_id: memory.id,
        relationship_type: 'REPLACES',
      }),
      ...closing(memory, sight, sight.memories.find(({ id }) => id === own)?.valid_from ?? ''),
    }),
    (memory, sight) => ({
      ask: call('store_memory', {
        type: 'fact',
        content: `What takes the place of ${memory.id}`,
        visibility: 'private',
        supersedes: [memory.id],
      }),
      ...closing(memory, sight, new Date().toISOString()),
    }),
    (memory, sight) => ({
      ask: call('delete_memory', { memory_id: memory.id }),
      touches: [memory.id],
      allowed: sight.may('delete') && sight.isOwnOrAdmin(memory),
    }),
  ];

const EDGE_ATTEMPTS: readonly ((edge: Edge, sight: Sight) => Attempt)[] = [
  (edge, sight) => ({
    ask: call('reinforce_relationship', { relationship_id: edge.id }),
    touches: [edge.id],
    ...changing(edge, sight),
  }),
  (edge, sight) => ({
    ask: call('invalidate_relationship', { relationship_id: edge.id }),
    touches: [edge.id],
    ...changing(edge, sight),
  }),
];

/** A memory ends where its successor begins; one that ended before that is left as it is, by whomever. */
function closing(memory: Memory, sight: Sight, begins: string): Pick<Attempt, 'touches' | 'allowed'> {
  const end = begins > memory.valid_from ? begins : new Date().toISOString();
  const closes = memory.valid_until === null || memory.valid_until > end;
  return {
    touches: closes ? [memory.id] : [],
    allowed: sight.may('write') && (!closes || sight.mayEdit(memory)),
  };
}

function changing(edge: Edge, sight: Sight): Pick<Attempt, 'allowed' | 'refused'> {
  const allowed = sight.may('write') && sight.mayChange(edge);
  return holdsAt(edge, new Date().toISOString()) ? { allowed } : { allowed, refused: 'already_closed' };
}

async function attempt(prober: Prober, member: Member, made: Attempt): Promise<void> {
  const { ask, touches, allowed, refused, shares } = made;
  const { tenant_id } = member.tenancy;
  const before = prober.world.state(tenant_id);
  const { code } = await prober.ask(member, ask);
  const wanted = allowed ? (refused ?? null) : 'forbidden';
  const what = `${ask.params.name} ${JSON.stringify(ask.params.arguments)}`;
  if (code !== wanted) prober.fault(member, `${what} was answered with ${code} instead of ${wanted}`);
  await prober.refresh(tenant_id);
  const after = prober.world.state(tenant_id);
  const changed = changedIds(before, after);
  for (const id of changed) {
    const [old, now] = [before.memories.get(id), after.memories.get(id)];
    const isNew = old === undefined && !before.relationships.has(id);
    if (code !== null || !(isNew || touches.includes(id))) prober.fault(member, `${what} changed ${id}`);
    if (old !== undefined && now !== undefined)
      for (const wrong of movedBy(old, now, shares === true))
        prober.fault(member, `${what} changed ${wrong} of ${id}`);
    const record = now ?? after.relationships.get(id);
    if (record?.updated_by !== member.principal.user_id)
      prober.fault(member, `${what} wrote ${id} in the name of ${record?.updated_by}`);
  }
  if (code === null && touches.some((id) => !changed.has(id)))
    prober.fault(member, `${what} changed nothing`);
}

/** What of a memory a change may not touch and did. */
function movedBy(old: Memory, now: Memory, shares: boolean): string[] {
  const guarded = (memory: Memory) => ({
    tenant: memory.context.tenant_id,
    maker: memory.created_by,
    ...(shares ? {} : { visibility: memory.context.visibility, team: memory.context.team_id }),
  });
  const [a, b] = [guarded(old), guarded(now)] as Readonly<Record<string, unknown>>[];
  return Object.keys(a ?? {}).filter((name) => a?.[name] !== b?.[name]);
}
