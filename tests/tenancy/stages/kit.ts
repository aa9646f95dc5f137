import type { Kit } from '../plans/plan.js';
import type { Prober } from '../probing/prober.js';
import { canary } from '../world/canaries.js';
import { holdsAt } from '../world/oracle.js';
import type { Member } from '../world/people.js';

/** What a member has to fill the places of a request with that are not probed. */
export function kitOf(prober: Prober, member: Member): Kit {
  const { principal, tenancy } = member;
  const now = new Date().toISOString();
  const sight = prober.sight(member);
  const edge = sight.relationships.find((each) => holdsAt(each, now) && sight.mayChange(each));
  return {
    own: `m.${canary(`${tenancy.tenant_id} id of ${principal.user_id}/own`)}`,
    edge: edge?.id,
    now,
  };
}
