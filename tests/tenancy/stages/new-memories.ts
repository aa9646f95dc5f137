import type { Visibility } from '../../../src/domain/visibility.js';
import { call } from '../plans/plan.js';
import type { Ask } from '../probing/connection.js';
import type { Prober } from '../probing/prober.js';
import { canary, unknownLike } from '../world/canaries.js';
import { BLUE, type Member, RED, SHOP, SITE } from '../world/people.js';

interface Asked {
  readonly visibility?: Visibility;
  readonly team_id?: string;
  readonly project?: string;
}

/**
 * Stores a memory in every way it can be visible, and looks for it as everybody: whoever the oracle does not name
 * finds neither its id nor its words.
 */
export async function probeNewMemories(
  prober: Prober,
  member: Member,
  readers: readonly Member[],
): Promise<void> {
  const { team, vault, tenant_id } = member.tenancy;
  const all: readonly Asked[] = [
    {},
    { visibility: 'private' },
    { visibility: 'public' },
    { visibility: 'team' },
    ...[RED, BLUE, team].flatMap((team_id): Asked[] => [{ visibility: 'team', team_id }, { team_id }]),
    ...[SHOP, SITE, vault].map((project): Asked => ({ visibility: 'project', project })),
    { project: SHOP },
    { visibility: 'private', project: SHOP },
    { visibility: 'public', project: vault },
    { visibility: 'public', team_id: RED },
  ];
  for (const [at, asked] of all.entries()) {
    const word = canary(`${member.label} new ${at}`);
    const content = `A new note of the clock ${word}`;
    const { code, data } = await prober.ask(
      member,
      call('store_memory', { type: 'fact', content, ...asked }),
    );
    const wanted = prober.sight(member).may('write') ? effective(prober, member, asked) : 'forbidden';
    if (typeof wanted === 'string') {
      if (code !== wanted) prober.fault(member, `storing ${JSON.stringify(asked)} was answered with ${code}`);
      continue;
    }
    await prober.refresh(tenant_id);
    const memory = prober.world.state(tenant_id).memories.get(String(data.id));
    const { visibility, team_id, project_id } = memory?.context ?? {};
    const kept = { visibility, team_id, by: memory?.created_by, tenant: memory?.context.tenant_id };
    const should = { ...wanted, by: member.principal.user_id, tenant: tenant_id };
    if (JSON.stringify(kept) !== JSON.stringify(should) || project_id !== asked.project)
      prober.fault(member, `${JSON.stringify(asked)} was stored as ${JSON.stringify(memory?.context)}`);
    if (data.visibility !== wanted.visibility) prober.fault(member, `told ${data.visibility} of ${word}`);
    if (memory === undefined) continue;
    for (const reader of readers) await lookFor(prober, reader, memory.id, word, tenant_id);
  }
}

async function lookFor(
  prober: Prober,
  reader: Member,
  id: string,
  word: string,
  tenant_id: string,
): Promise<void> {
  const sees =
    reader.tenancy.tenant_id === tenant_id && prober.sight(reader).memories.some((each) => each.id === id);
  const asks: readonly (readonly [known: string, ask: (known: string) => Ask])[] = [
    [id, (memory_id) => call('get_memory', { memory_id })],
    [word, (query) => call('search_memories', { query })],
  ];
  for (const [known, ask] of asks) {
    const answer = await prober.ask(reader, ask(known));
    if (sees) {
      if (!answer.bytes.includes(id)) prober.fault(reader, `does not find ${id}, which they see`);
      continue;
    }
    const nothing = unknownLike(known, 'new');
    const nowhere = await prober.ask(reader, ask(nothing));
    if (answer.bytes.replaceAll(known, '') !== nowhere.bytes.replaceAll(nothing, ''))
      prober.fault(reader, `tells ${known} from what is not there`);
  }
}

/** Who sees what is stored so; or the code that it is refused with. */
function effective(
  prober: Prober,
  { principal, tenancy }: Member,
  { visibility, team_id, project }: Asked,
): { visibility: Visibility; team_id: string | undefined } | string {
  const { team_ids, projects } = principal.membership;
  const asked = visibility ?? (team_id === undefined ? 'project' : 'team');
  if (asked === 'team') {
    const [only] = team_ids;
    const team = team_id ?? (team_ids.length === 1 ? only : undefined);
    return team !== undefined && team_ids.includes(team)
      ? { visibility: asked, team_id: team }
      : 'invalid_argument';
  }
  if (team_id !== undefined) return 'invalid_argument';
  if (asked !== 'project') return { visibility: asked, team_id: undefined };
  const { grants } = prober.world.state(tenancy.tenant_id);
  const granted =
    project !== undefined &&
    (projects === 'all' ||
      projects.includes(project) ||
      grants.some((grant) => team_ids.includes(grant.team_id) && grant.project_id === project));
  return { visibility: granted ? 'project' : 'private', team_id: undefined };
}
