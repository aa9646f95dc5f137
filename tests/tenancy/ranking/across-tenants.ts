import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import { Random } from '../../support/random.js';
import { connect } from '../probing/connection.js';
import { manyCallersServer } from '../probing/server.js';
import { memberOf, TENANCIES, type Tenancy } from '../world/people.js';
import { fillTenant } from './filling.js';
import { answersTo, questions } from './questions.js';
import { SECRET_WORDS, texts, WORDS } from './texts.js';

const SINCE = '2026-01-01T00:00:00.000Z';

/** What a tenant is answered before and after another one is filled. */
export interface AcrossTenants {
  readonly questions: number;
  /** Questions whose answer, scores and order and totals and hints, is not the same to the byte. */
  readonly different: readonly string[];
  /** Questions that found something. */
  readonly found: number;
}

/**
 * Asks in one tenant, fills another one with many memories of the same words and users, and asks again.
 * @param folder for files of the admin tools.
 */
export async function askAcrossTenants(
  backend: MultiTenantBackend,
  folder: string,
  { own, foreign, few }: { readonly own: number; readonly foreign: number; readonly few: number },
): Promise<AcrossTenants> {
  const [a, b] = TENANCIES as [Tenancy, Tenancy];
  for (const { tenant_id } of [a, b]) await backend.tenants.add(tenant_id, SINCE);
  const random = new Random(11);
  const store = ({ tenant_id }: Tenancy, content: readonly string[]) =>
    fillTenant(backend, {
      tenant_id,
      created_by: 'ann',
      context: { visibility: 'public' },
      texts: content,
      since: SINCE,
      label: 'same',
    });
  await store(a, texts(random, own));
  const server = await manyCallersServer(backend, folder);
  const ann = await connect(server.factoryFor(memberOf(a, 'ann').identity));
  const asks = questions(50, few);
  const before = await answersTo(ann, asks);
  await store(b, texts(random, foreign, [...WORDS, ...SECRET_WORDS]));
  const after = await answersTo(ann, asks);
  await ann.close();
  return {
    questions: asks.length,
    different: asks.flatMap(({ params }, at) =>
      before[at]?.bytes === after[at]?.bytes ? [] : [JSON.stringify(params.arguments)],
    ),
    found: before.filter(({ data }) => Number(data.total) > 0).length,
  };
}
