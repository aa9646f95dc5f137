import { TOOL_ALIASES } from '../../../tools/aliases.js';
import { PLANS, TOOL_PLANS } from '../plans/catalog.js';
import { sameSet } from '../plans/expect.js';
import { call } from '../plans/plan.js';
import type { Prober } from '../probing/prober.js';
import { canary } from '../world/canaries.js';
import { type Member, type Person, TENANCIES } from '../world/people.js';
import { kitOf } from './kit.js';

/** Every kind of request once: who may, and who is told that they may not. */
export async function probeUsual(prober: Prober, member: Member): Promise<void> {
  const kit = kitOf(prober, member);
  for (const [name, plan] of Object.entries(PLANS)) {
    const { code } = await prober.ask(member, plan.usual(kit));
    const may = prober.sight(member).may(plan.action) && plan.operatorOnly !== true;
    if (may ? code === 'forbidden' : code !== 'forbidden')
      prober.fault(member, `${name} was answered with ${code}, and they ${may ? 'may' : 'may not'}`);
  }
  for (const alias of Object.keys(TOOL_ALIASES)) {
    const { code } = await prober.ask(member, call(alias, {}));
    if (code !== null) prober.fault(member, `${alias} was answered with ${code}`);
  }
  const { tools } = await (await prober.connection(member)).client.listTools();
  const shown = Object.entries(TOOL_PLANS).filter(
    ([, plan]) => prober.sight(member).may(plan.action) && plan.operatorOnly !== true,
  );
  const names = tools.map(({ name }) => name);
  for (const each of sameSet(
    'tools listed',
    names,
    shown.map(([name]) => name),
  ))
    prober.fault(member, each);
  await prober.refresh(member.tenancy.tenant_id);
}

/**
 * Who is served nothing is answered the same whatever they ask for, and their calls are noted by the server.
 * @param everyPlace puts something into each place of each request, not only into the request itself.
 */
export async function probeOutsider(prober: Prober, person: Person, everyPlace: boolean): Promise<void> {
  const wanted = person.principal === null ? 'unauthenticated' : 'tenant_unavailable';
  const [north] = TENANCIES;
  const own = `m.${canary(`${north?.tenant_id} id of ann/own`)}`;
  const kit = { own, edge: `r.${canary(`${north?.tenant_id} edge 0`)}`, now: new Date().toISOString() };
  const told = new Set<string>();
  for (const [name, plan] of Object.entries(PLANS)) {
    const places = [
      ...(plan.ids ?? []).flatMap((slot) => slot.ask(slot.of === 'memory' ? own : kit.edge, kit) ?? []),
      ...(plan.words ?? []).map((slot) => slot.ask(canary('anything'), kit)),
    ];
    const asks = [plan.usual(kit), ...(everyPlace ? places : [])];
    for (const ask of asks) {
      const answer = await prober.ask(person, ask);
      if (answer.code !== wanted) prober.fault(person, `${name} was answered with ${answer.code}`);
      // A tool's answer and that of another request differ in form.
      if (ask.method === 'tools/call') told.add(answer.bytes);
    }
  }
  if (told.size !== 1) prober.fault(person, `is answered in ${told.size} ways`);
}
