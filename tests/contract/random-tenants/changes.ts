import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import type { AuditEvent } from '../../../src/domain/audit.js';
import type { Change, ChangeSet, Precondition } from '../../../src/domain/change-set.js';
import type { Memory } from '../../../src/domain/memory.js';
import type { MemoryContext } from '../../../src/domain/memory-context.js';
import type { Relationship } from '../../../src/domain/relationship.js';
import { operatorScope } from '../../../src/policy/access-scope.js';
import {
  changeSet,
  memory,
  nextMemory,
  nextRelationship,
  putMemory,
  putRelationship,
  relationship,
} from '../records.js';
import { canary } from './canaries.js';
import type { Actor } from './people.js';
import { COMMON_WORD } from './reads.js';
import type { Deed, Sharing } from './steps.js';

/** A step with all it needs to become a change set. */
export interface Moment {
  readonly backend: MultiTenantBackend;
  readonly actor: Actor;
  readonly scope: AccessScope;
  readonly at: string;
  /** Of this step; no other step has it. */
  readonly number: number;
  /** The last change set committed in the actor's tenant. */
  readonly last: ChangeSet | null;
}

type Of<Kind extends Deed['kind']> = Extract<Deed, { kind: Kind }>;

/** Contents are never equal, for each has its canary; what counts as equal is said here. */
export const HASHES = ['same-0', 'same-1'] as const;

/** The change set that a deed means at this moment; null where it is no commit. */
export async function changesOf(deed: Deed, moment: Moment): Promise<ChangeSet | null> {
  const { at, actor } = moment;
  const of = (changes: Change[], conditions: Precondition[] = []) => changeSet(changes, conditions, at);
  switch (deed.kind) {
    case 'store':
      return storing(deed, moment);
    case 'update':
      return changing(deed.id, moment, deed.stale, (former) => ({
        ...textsOf(moment),
        context: contextOf(deed.sharing, moment, former.context),
      }));
    case 'delete':
      return changing(deed.id, moment, false, () => ({ deleted_at: at }));
    case 'undelete': {
      const former = await presentMemory(moment, deed.id);
      return of(
        [putMemory(nextMemory(former, at, { deleted_at: null }), former)],
        [{ kind: 'tombstone_is', id: deed.id, version: former.version }],
      );
    }
    case 'purge':
      return of([{ kind: 'purge_memory', id: deed.id }]);
    case 'purge_edge':
      return of([{ kind: 'purge_relationship', id: deed.id }]);
    case 'relate':
      return relating(deed, moment);
    case 'close':
      return changingEdge(deed.id, moment, () => ({ valid_until: at, invalidated_by: deed.by }));
    case 'reopen':
      return changingEdge(deed.id, moment, () => ({ valid_until: null }));
    case 'weigh':
      return changingEdge(deed.id, moment, ({ evidence_count }) => ({ evidence_count: evidence_count + 1 }));
    case 'restore_use':
      return of(
        [
          {
            kind: 'put_use',
            id: deed.id,
            usage_count: deed.times,
            last_accessed: at,
            ...(deed.user === null ? {} : { user_id: deed.user }),
          },
        ],
        [{ kind: 'memory_is', id: deed.id }],
      );
    case 'answer':
      return answering(deed, moment);
    case 'alias':
      return of([{ kind: 'put_project_alias', alias: deed.alias, project_id: deed.project }]);
    case 'grant':
      return of([
        { kind: 'put_project_grant', team_id: deed.team, project_id: deed.project, granted: deed.granted },
      ]);
    case 'note':
      return deed.inCommit ? of([{ kind: 'put_audit_event', event: eventOf(moment) }]) : null;
    case 'repeat':
      return moment.last ?? of([], [{ kind: 'empty' }]);
    default:
      return null;
  }
  /** Who acts makes no difference to what is written but in these. */
  function storing({ id, sharing, once }: Of<'store'>, _moment: Moment): ChangeSet {
    const context = contextOf(sharing, moment);
    const content_hash = HASHES[moment.number % 2] ?? HASHES[0];
    const stored = memory({ id, created_at: at, created_by: actor.name, ...textsOf(moment), context });
    const { visibility = null, team_id = null } = context;
    const unique: Precondition[] = once
      ? [{ kind: 'no_duplicate', content_hash, created_by: actor.name, visibility, team_id }]
      : [];
    return of([{ ...putMemory(stored), content_hash } as Change], [{ kind: 'memory_absent', id }, ...unique]);
  }
}

async function changing(
  id: string,
  moment: Moment,
  stale: boolean,
  facts: (former: Memory) => Partial<Memory>,
): Promise<ChangeSet> {
  const former = await presentMemory(moment, id);
  const version = stale ? former.version - 1 : former.version;
  const next = nextMemory(former, moment.at, { ...facts(former), updated_by: moment.actor.name });
  const put = { ...putMemory(next, former), content_hash: HASHES[moment.number % 2] ?? HASHES[0] } as Change;
  return changeSet([put], [{ kind: 'memory_is', id, version }], moment.at);
}

async function relating({ id, from, to, type }: Of<'relate'>, moment: Moment): Promise<ChangeSet> {
  const { actor, at, number } = moment;
  const edge = relationship({
    id,
    from_memory_id: from,
    to_memory_id: to,
    type,
    created_at: at,
    created_by: actor.name,
    context: canary(actor.tenant, number),
  });
  return changeSet(
    [putRelationship(edge)],
    [
      { kind: 'memory_is', id: from },
      { kind: 'memory_is', id: to },
      { kind: 'relationship_absent', id },
      { kind: 'no_equal_relationship', type, from, to },
      { kind: 'acyclic', type, from, to },
    ],
    at,
  );
}

/** Made from the relationship as the actor is shown it, as any writer does. */
async function changingEdge(
  id: string,
  { backend, scope, at, actor, number }: Moment,
  facts: (former: Relationship) => Partial<Relationship>,
): Promise<ChangeSet> {
  const [shown] = await backend.findRelationships(scope, { ids: [id], limit: 1 });
  const former = shown ?? relationship({ id, from_memory_id: 'm0', to_memory_id: 'm1' });
  const context = canary(actor.tenant, number);
  const next = nextRelationship(former, at, { ...facts(former), updated_by: actor.name, context });
  return changeSet(
    [putRelationship(next, former)],
    [{ kind: 'relationship_is', id, version: former.version }],
    at,
  );
}

function answering({ key, names }: Of<'answer'>, moment: Moment): ChangeSet {
  const record = {
    tool: 'tool',
    key,
    body_hash: 'body',
    answer: JSON.stringify([{ id: names }, canary(moment.actor.tenant, moment.number)]),
    expires_at: '2027-01-01T00:00:00.000Z',
  };
  return changeSet(
    [{ kind: 'put_idempotency', record }],
    [{ kind: 'idempotency_free', tool: 'tool', key }],
    moment.at,
  );
}

/** An event whose every text is of the actor's tenant. */
export function eventOf({ actor, at, number }: Moment): AuditEvent {
  const word = canary(actor.tenant, number);
  return {
    call_id: `call-${number}`,
    at,
    user_id: actor.name,
    issuer: word,
    client: word,
    operation: 'store_memory',
    resources: [word],
    outcome: 'ok',
    code: null,
    duration_ms: 1,
  };
}

/** The memory as it is, whoever acts: what a write by somebody who does not see it must not pass. */
async function presentMemory({ backend, actor }: Moment, id: string): Promise<Memory> {
  const [present] = await backend.findMemories(operatorScope('owner', actor.tenant), [id]);
  return present ?? memory({ id });
}

function textsOf({ actor, number }: Moment) {
  const word = canary(actor.tenant, number);
  return {
    title: `title ${word}`,
    content: `${COMMON_WORD} ${word}`,
    summary: word,
    tags: [word],
    source: { kind: 'assistant', client: word } as const,
  };
}

function contextOf(
  { visibility, team, project }: Sharing,
  { actor, number }: Moment,
  former: MemoryContext = {},
) {
  const word = canary(actor.tenant, number);
  return {
    ...former,
    ...(visibility === undefined ? {} : { visibility }),
    ...(team === undefined ? {} : { team_id: team }),
    ...(project === undefined ? {} : { project_id: project }),
    session_id: word,
    files_involved: [word],
    tenant_id: actor.tenant,
  } as MemoryContext;
}
