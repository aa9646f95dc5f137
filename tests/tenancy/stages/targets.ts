import type { Random } from '../../support/random.js';
import { canary, recordTokens } from '../world/canaries.js';
import type { Sight } from '../world/oracle.js';
import { type Member, SUSPENDED, TENANCIES } from '../world/people.js';
import type { TenantState } from '../world/tenant-state.js';
import type { World } from '../world/world.js';

/** Ids and words of the world as one member sees them. */
export interface Targets {
  /** Memories that the member may not know of: of every reason, in random order. */
  readonly hiddenMemories: readonly string[];
  readonly hiddenRelationships: readonly string[];
  readonly visibleMemories: readonly string[];
  readonly visibleRelationships: readonly string[];
  /** Canaries that only hidden records hold. */
  readonly hiddenWords: readonly string[];
}

/** How many are taken. */
export interface TargetCounts {
  /** Hidden ones that are put into each place. */
  readonly hidden: number;
  readonly visible: number;
  readonly words: number;
}

export function targetsFor(
  member: Member,
  world: World,
  sight: Sight,
  random: Random,
  { visible, words }: TargetCounts,
): Targets {
  const { tenant_id } = member.tenancy;
  const own = world.state(tenant_id);
  const seen = new Set(sight.memories.map(({ id }) => id));
  const edgesSeen = new Set(sight.relationships.map(({ id }) => id));
  const { user_id } = member.principal;
  const reason = ({ created_by, context, deleted_at }: Memory): string =>
    [
      created_by === user_id,
      deleted_at !== null,
      context.visibility,
      context.team_id,
      context.project_id,
    ].join();
  const others = [...TENANCIES, SUSPENDED].filter((tenancy) => tenancy.tenant_id !== tenant_id);
  const foreign = others.map((tenancy) => world.state(tenancy.tenant_id));
  const few = <Kind>(items: readonly Kind[], count: number): Kind[] => random.shuffled(items).slice(0, count);

  /** One of each kind before a second one of any, and what others made before the own. */
  const ofEachKind = (memories: readonly Memory[], count: number): string[] => {
    const groups = [...grouped(memories, reason).values()].map((group) => random.shuffled(group));
    const firsts = groups.flatMap(([first]) => first ?? []);
    const isOwn = ({ created_by }: Memory): boolean => created_by === user_id;
    const order = [
      ...random.shuffled(firsts.filter((memory) => !isOwn(memory))),
      ...random.shuffled(firsts.filter(isOwn)),
      ...random.shuffled(groups.flatMap(([, ...more]) => more)),
    ];
    return order.slice(0, count).map(({ id }) => id);
  };

  const hiddenOwn = [
    ...grouped(
      [...own.memories.values()].filter(({ id }) => !seen.has(id)),
      reason,
    ).values(),
  ];
  // Of another tenant: what all may see there, what a user of the same name made, and anything.
  const ofOthers = foreign.flatMap((state) => {
    const notOurs = [...state.memories.values()].filter(({ id }) => !own.memories.has(id));
    return [
      ...few(
        notOurs.filter(({ context }) => context.visibility === 'public'),
        1,
      ),
      ...few(
        notOurs.filter(({ created_by }) => created_by === user_id),
        1,
      ),
      ...few(notOurs, 1),
    ];
  });
  const hiddenEdges = [...own.relationships.values()].filter(({ id }) => !edgesSeen.has(id));
  const hiddenTokens = [own, ...foreign]
    .flatMap((state) => wordsOf(state))
    .filter((token) => !sight.tokens.has(token) && !sight.formerTokens.has(token));
  return {
    hiddenMemories: random.shuffled([
      ...hiddenOwn.flatMap((group) => few(group, 1)).map(({ id }) => id),
      ...new Set(ofOthers.map(({ id }) => id)),
      ...disguised(member, own),
    ]),
    hiddenRelationships: random.shuffled([
      ...few(hiddenEdges, EDGES).map(({ id }) => id),
      ...foreign.flatMap((state) => few([...state.relationships.keys()], 2)),
    ]),
    visibleMemories: ofEachKind(sight.memories, visible),
    visibleRelationships: few([...edgesSeen], visible),
    hiddenWords: few(hiddenTokens, words),
  };
}

/** Relationships of the own tenant that are hidden. */
const EDGES = 12;

type Memory = TenantState['memories'] extends ReadonlyMap<string, infer Kind> ? Kind : never;

/** Ids of memories in another dress: with a tenant before them, in capitals. */
function disguised(member: Member, own: TenantState): string[] {
  const foreign = TENANCIES.find(({ tenant_id }) => tenant_id !== member.tenancy.tenant_id);
  const [first = ''] = own.memories.keys();
  return [`${foreign?.tenant_id.split('-')[0]}:${first}`, first.toUpperCase(), `${first}.`];
}

/** Words of memories and relationships, not their ids: what may be searched for. */
function wordsOf(state: TenantState): string[] {
  const records = [
    ...[...state.memories.values()].map(({ title }) => title),
    ...state.versions.map(({ memory }) => memory.title),
    ...[...state.relationships.values()].map(({ context }) => context),
    ...state.relationshipVersions.map(({ relationship }) => relationship.context),
    state.tenant_id,
  ];
  return [...recordTokens(JSON.stringify(records))].filter((token) => token.length === canary('').length);
}

function grouped<Kind>(items: readonly Kind[], key: (item: Kind) => string): Map<string, Kind[]> {
  const groups = new Map<string, Kind[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
