import { afterEach, beforeEach, describe } from 'vitest';
import { localPrincipal } from '../../../../src/auth/local.js';
import type { NewMemory } from '../../../../src/domain/new-memory.js';
import { operatorScope, scopeFor } from '../../../../src/policy/access-scope.js';
import { createRepositories } from '../../../../src/repository/create-repositories.js';
import {
  createOwnerOperations,
  type OwnerOperations,
} from '../../../../src/repository/owner/owner-operations.js';
import type { Repositories } from '../../../../src/repository/repositories.js';
import { OPEN_BACKENDS } from '../../../contract/open-backends.js';
import { openWorkshop, type Workshop } from '../../../support/repositories.js';

export const MINUTE = 60_000;

/** A store with several users and its owner. */
export interface OwnerWorkshop {
  readonly shop: Workshop;
  readonly owner: OwnerOperations;
  /** What a user of that name may do. */
  as(user_id: string): Repositories;
  /** Stores one memory as a user and gives its id. */
  store(user_id: string, memory: Partial<NewMemory> & Pick<NewMemory, 'content'>): Promise<string>;
  /** Every memory's title as readers see it, in the order of titles. */
  titles(): Promise<string[]>;
}

/** Runs the tests once over each backend. */
export function describeOwner(name: string, tests: (open: () => OwnerWorkshop) => void): void {
  describe.each(Object.entries(OPEN_BACKENDS))(`${name}, on %s`, (_backend, open) => {
    let workshop: OwnerWorkshop;
    beforeEach(async () => {
      workshop = make(await openWorkshop({ backend: await open() }));
    });
    afterEach(() => workshop.shop.backend.close());
    tests(() => workshop);
  });
}

function make(shop: Workshop): OwnerWorkshop {
  const as = (user_id: string): Repositories =>
    createRepositories({ ...shop.context, scope: scopeFor(localPrincipal(user_id)) });
  return {
    shop,
    as,
    owner: createOwnerOperations({ ...shop.context, scope: operatorScope('owner') }),
    async store(user_id, memory) {
      const [outcome] = await as(user_id).memories.store([{ type: 'general', ...memory }], {});
      return outcome?.id ?? '';
    },
    async titles() {
      const memories = await shop.backend.listMemories(shop.context.scope, {
        filter: { valid_at: shop.now() },
        order: 'created_at',
        limit: 100,
      });
      return memories.map(({ title }) => title).sort();
    },
  };
}
