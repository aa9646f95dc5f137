import * as z from 'zod';
import type { Principal } from '../../src/domain/principal.js';
import { defineTool } from '../../src/mcp/tool.js';
import { count, inline } from '../render/lines.js';

export const whoami = defineTool({
  name: 'whoami',
  title: 'Who am I',
  description:
    'Says as whom you act here: user, tenant, teams, projects and roles. Use when a call was refused, or to explain who sees what.',
  toolset: 'extended',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () => z.strictObject({}),
  output: () => z.looseObject({ user_id: z.string(), multi_tenant: z.boolean() }),
  handler: async (_none, { repositories, principal }) => {
    const { membership, user_id } = principal;
    if (membership === null)
      return {
        data: { user_id, multi_tenant: false },
        text: `You are ${inline(user_id)}, the owner of this store. It has no tenants: you see all of it.`,
      };
    const own_memories = await repositories.members.ownMemories();
    return {
      data: { user_id, multi_tenant: true, ...factsOf(principal, membership), own_memories },
      text: [
        `You are ${inline(user_id)} of tenant ${inline(membership.tenant_id)}, ${listed('role', membership.roles)}.`,
        `${listed('team', membership.team_ids)}; ${projectsText(membership)}.`,
        ...(membership.scopes === null ? [] : [`${listed('scope', membership.scopes)}.`]),
        `You made ${count(own_memories, 'memory', 'memories')} here.`,
      ].join('\n'),
    };
  },
});

type Membership = NonNullable<Principal['membership']>;

function factsOf({ kind }: Principal, membership: Membership) {
  const { tenant_id, organization_id, team_ids, projects, roles, scopes } = membership;
  return {
    authenticated_by: kind === 'token' ? 'token' : 'process',
    tenant_id,
    ...(organization_id === null ? {} : { organization_id }),
    team_ids: [...team_ids],
    projects: projects === 'all' ? ['*'] : [...projects],
    roles: [...roles],
    ...(scopes === null ? {} : { scopes: [...scopes] }),
  };
}

function listed(noun: string, names: readonly string[]): string {
  if (names.length === 0) return `no ${noun}s`;
  return `${names.length === 1 ? noun : `${noun}s`}: ${inline(names.join(', '), 500)}`;
}

function projectsText({ projects }: Membership): string {
  return projects === 'all' ? 'every project of the tenant' : listed('project', projects);
}
