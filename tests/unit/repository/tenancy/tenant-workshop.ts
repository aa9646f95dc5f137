import { afterEach, beforeEach, describe } from 'vitest';
import type { MultiTenantBackend } from '../../../../src/contracts/tenancy.js';
import type { AccessScope } from '../../../../src/domain/access-scope.js';
import type { Memory } from '../../../../src/domain/memory.js';
import type { NewMemory } from '../../../../src/domain/new-memory.js';
import type { MemoryGraphError } from '../../../../src/errors/memory-graph-error.js';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import type { RepositoryContext } from '../../../../src/repository/context.js';
import { createRepositories } from '../../../../src/repository/create-repositories.js';
import type { Repositories } from '../../../../src/repository/repositories.js';
import { type MemberFacts, member } from '../../../contract/members.js';
import { OPEN_WITH_TENANTS } from '../../../contract/open-backends.js';
import { openWorkshop, type Workshop } from '../../../support/repositories.js';

export const ACME = 'acme';
const UMBRA = 'umbra';

/** People of acme, and one of another tenant who is called and placed as one of them. */
const PEOPLE = {
  ann: { tenant_id: ACME, user_id: 'ann', team_ids: ['red'], projects: ['p'] },
  ben: { tenant_id: ACME, user_id: 'ben', team_ids: ['red', 'blue'] },
  cat: { tenant_id: ACME, user_id: 'cat', team_ids: ['red'], roles: ['viewer'] },
  dan: { tenant_id: ACME, user_id: 'dan' },
  eve: { tenant_id: ACME, user_id: 'eve', roles: ['admin'] },
  foreign: { tenant_id: UMBRA, user_id: 'ann', team_ids: ['red'], projects: ['p'], roles: ['admin'] },
} as const satisfies Record<string, MemberFacts>;

export type Who = keyof typeof PEOPLE;

/** Repositories of several people over one store with tenants. */
export interface TenantWorkshop {
  readonly backend: MultiTenantBackend;
  readonly shop: Workshop;
  scopeOf(who: Who): AccessScope;
  contextOf(who: Who): RepositoryContext;
  as(who: Who): Repositories;
  /** Stores one memory and gives its id. */
  store(who: Who, memory: Partial<NewMemory> & Pick<NewMemory, 'content'>): Promise<string>;
  /** A memory of acme as the owner of the store sees it. */
  read(id: string): Promise<Memory>;
}

/** Runs the tests once over each backend with tenants. */
export function describeTenancy(name: string, tests: (open: () => TenantWorkshop) => void): void {
  describe.each(Object.entries(OPEN_WITH_TENANTS))(`${name}, on %s`, (_backend, open) => {
    let workshop: TenantWorkshop;
    beforeEach(async () => {
      const backend = await open();
      for (const tenant of [ACME, UMBRA]) await backend.tenants.add(tenant, '2026-01-01T00:00:00.000Z');
      workshop = make(await openWorkshop({ backend }), backend);
    });
    afterEach(() => workshop.backend.close());
    tests(() => workshop);
  });
}

function make(shop: Workshop, backend: MultiTenantBackend): TenantWorkshop {
  const scopeOf = (who: Who) => member(PEOPLE[who]);
  const contextOf = (who: Who): RepositoryContext => ({ ...shop.context, scope: scopeOf(who) });
  const as = (who: Who) => createRepositories(contextOf(who));
  return {
    backend,
    shop,
    scopeOf,
    contextOf,
    as,
    async store(who, memory) {
      const [outcome] = await as(who).memories.store([{ type: 'general', ...memory }], {});
      return outcome?.id ?? '';
    },
    async read(id) {
      const [memory] = await backend.findMemories(operatorScope('owner', ACME), [id]);
      if (memory === undefined) throw new Error(`There is no ${id}.`);
      return memory;
    },
  };
}

/** How a promise is refused: code and sentence, the id that was asked for taken out. */
export async function refusal(promise: Promise<unknown>, id = ''): Promise<string> {
  try {
    await promise;
    return 'done';
  } catch (thrown) {
    const { code, message } = thrown as MemoryGraphError;
    return `${code}: ${id === '' ? message : message.replaceAll(id, 'ID')}`;
  }
}

/** The code alone. */
export async function outcome(promise: Promise<unknown>): Promise<string> {
  return (await refusal(promise)).split(':')[0] ?? '';
}
