import type { Memory } from '../../domain/memory.js';
import type { MemoryContext } from '../../domain/memory-context.js';
import type { Visibility } from '../../domain/visibility.js';
import { EVERY_TEAM } from '../../domain/visibility.js';
import type { Target } from './plan.js';

/** Fields of a context that the migration writes. */
const WRITTEN = ['tenant_id', 'visibility', 'team_id'] as const;
/** And those that say whose a memory is, without meaning in a store without tenants. */
const OF_TENANCY = [...WRITTEN, 'created_by'] as const;

/** A memory, or a former version of one, as it is in its tenant. What is visible to a project needs one. */
export function withTenancy(memory: Memory, { tenant_id, team_id }: Target, wanted: Visibility): Memory {
  const visibility = wanted === 'project' && memory.context.project_id === undefined ? 'private' : wanted;
  const team = team_id === null ? {} : { team_id };
  return { ...memory, context: { ...without(memory.context, WRITTEN), tenant_id, visibility, ...team } };
}

/** What `withTenancy` wrote over. */
export function formerTenancy({ context }: Memory): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    WRITTEN.flatMap((field) => (context[field] === undefined ? [] : [[field, context[field]]])),
  );
}

/** A memory as it was before `withTenancy`. */
export function asItWas(memory: Memory, former: Readonly<Record<string, unknown>>): Memory {
  return { ...memory, context: { ...without(memory.context, WRITTEN), ...former } };
}

/** A memory, or a version, that was written among tenants, without what only they need. */
export function withoutTenancy(memory: Memory): Memory {
  return { ...memory, context: without(memory.context, OF_TENANCY) };
}

/** True for what less than the whole tenant may see. */
export function isRestricted({ visibility, team_id }: MemoryContext): boolean {
  return !(visibility === 'public' || (visibility === 'team' && team_id === EVERY_TEAM));
}

function without(context: MemoryContext, fields: readonly (keyof MemoryContext)[]): MemoryContext {
  return Object.fromEntries(
    Object.entries(context).filter(([field]) => !(fields as readonly string[]).includes(field)),
  );
}
