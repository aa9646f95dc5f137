import type { AuditEvent } from '../../../src/domain/audit.js';
import { isIdentifier } from '../../../src/domain/identifiers.js';
import { TOOL_ALIASES } from '../../../tools/aliases.js';
import { isCut, tokensIn } from '../world/canaries.js';
import { type Sight, sightOf } from '../world/oracle.js';
import { type Member, type Person, SUSPENDED, TENANCIES } from '../world/people.js';
import type { World } from '../world/world.js';
import { type AuditWatch, watchAudit } from './audit-watch.js';
import { type Answer, type Ask, CLIENT_INFO, type Connection, connect } from './connection.js';
import type { ManyCallersServer } from './server.js';

/** Asks as anybody of the world, and looks at every answer. */
export interface Prober {
  readonly world: World;
  readonly server: ManyCallersServer;
  /**
   * One probe: no token that the caller may not have stands in the answer, and one audit event tells of it.
   * @param former true where former versions may be told.
   */
  readonly ask: (who: Person, ask: Ask, former?: boolean) => Promise<Answer>;
  readonly sight: (member: Member) => Sight;
  /** After a write that was allowed: what is there is read anew. */
  readonly refresh: (tenant_id: string) => Promise<void>;
  readonly connection: (who: Person) => Promise<Connection>;
  /** Passes over the audit events of calls that were made beside `ask`. */
  readonly skipAudit: (who: Person) => Promise<void>;
  /** Notes what should not be. */
  readonly fault: (who: Person, what: string) => void;
  readonly probes: () => number;
  readonly faults: readonly string[];
  /** Checks the chains and closes the connections. */
  readonly finish: () => Promise<void>;
}

const DENIED = new Set(['forbidden', 'unauthenticated', 'tenant_unavailable']);
/** What a report of a fault shows of an answer. */
const SHOWN = 400;

export function createProber(world: World, server: ManyCallersServer): Prober {
  const audit = watchAudit(
    world.backend,
    [...TENANCIES, SUSPENDED].map(({ tenant_id }) => tenant_id),
  );
  const connections = new Map<string, Promise<Connection>>();
  const sights = new Map<string, Sight>();
  const faults: string[] = [];
  let universe = world.universe();
  let probes = 0;

  const fault = (who: Person, what: string): void => void faults.push(`${who.label}: ${what}`);
  const sight = (member: Member): Sight => {
    const known = sights.get(member.label) ?? sightOf(member, world.state(member.tenancy.tenant_id));
    sights.set(member.label, known);
    return known;
  };
  const connection = (who: Person): Promise<Connection> => {
    const era = connections.size % 2 === 0 ? 'legacy' : '2026-07-28';
    const known = connections.get(who.label) ?? connect(server.factoryFor(who.identity), era);
    connections.set(who.label, known);
    return known;
  };
  /** The first token that may not be there. */
  const leaked = (who: Person, text: string, asked: string, former: boolean): string | undefined => {
    const seen = 'tenancy' in who ? sight(who as Member) : undefined;
    const named = tokensIn(asked);
    const allowed = (token: string): boolean =>
      named.has(token) ||
      seen?.tokens.has(token) === true ||
      (former && seen?.formerTokens.has(token) === true);
    return [...tokensIn(text)].find((token) => {
      if (!isCut(token)) return universe.has(token) && !allowed(token);
      const whole = [...universe, ...named].filter((each) => each.startsWith(token));
      return whole.length > 0 && !whole.some(allowed);
    });
  };

  return {
    world,
    server,
    sight,
    connection,
    fault,
    faults,
    probes: () => probes,
    async ask(who, ask, former = false) {
      probes += 1;
      const answer = await (await connection(who)).ask(ask);
      const asked = JSON.stringify(ask.params);
      const what = `${nameOf(ask)} ${asked}`;
      const token = leaked(who, answer.bytes, asked, former);
      if (token !== undefined) fault(who, `${what} answered with ${token}: ${answer.bytes.slice(0, SHOWN)}`);
      const events = await audit.news(who.chain);
      if (who.chain !== null) await auditElsewhere(audit, who, fault);
      const event = onlyEvent(events);
      if (event === undefined) fault(who, `${what} has ${events.length} audit events`);
      else {
        for (const wrong of auditFaults(event, who, ask, answer)) fault(who, `${what}: ${wrong}`);
        const told = leaked(who, JSON.stringify(event), asked, former);
        if (told !== undefined) fault(who, `${what}: the audit event tells of ${told}`);
      }
      return answer;
    },
    async skipAudit(who) {
      await audit.news(who.chain);
    },
    async refresh(tenant_id) {
      await world.refresh(tenant_id);
      universe = world.universe();
      for (const label of [...sights.keys()]) sights.delete(label);
    },
    async finish() {
      for (const each of await audit.faults()) faults.push(each);
      for (const each of connections.values()) await (await each).close();
      await server.flush();
    },
  };
}

/** The event of one call. Of one that commits several times the first event may be corrected by a second one. */
function onlyEvent([first, second, ...more]: readonly AuditEvent[]): AuditEvent | undefined {
  if (first === undefined || first.corrects || more.length > 0) return undefined;
  if (second === undefined) return first;
  return second.corrects && second.call_id === first.call_id ? second : undefined;
}

/** A member's call leaves the server's own chain alone. */
async function auditElsewhere(audit: AuditWatch, who: Person, fault: Prober['fault']): Promise<void> {
  const stray = await audit.news(null);
  if (stray.length > 0) fault(who, 'a call of a member was noted in the chain of the server');
}

function auditFaults(event: AuditEvent, who: Person, ask: Ask, answer: Answer): string[] {
  const { principal } = who;
  const code = answer.code;
  const outcome = code === null ? 'ok' : DENIED.has(code) ? 'denied' : 'failed';
  const wanted: Readonly<Record<string, unknown>> = {
    user_id: principal?.user_id ?? null,
    issuer: principal?.issuer ?? null,
    operation: nameOf(ask),
    // The SDK tells a completer nothing of the request: in the 2026 protocol the client's name is lost there.
    ...(ask.method === 'completion/complete' ? {} : { client: `${CLIENT_INFO.name} ${CLIENT_INFO.version}` }),
    // A missing resource has a JSON-RPC error of its own, without our code.
    ...(code === 'protocol' ? {} : { outcome, code }),
  };
  const told: Readonly<Record<string, unknown>> = { ...event };
  const wrong = Object.entries(wanted).filter(([name, value]) => told[name] !== value);
  const missing = namedIds(ask).filter((id) => !event.resources.includes(id));
  return [
    ...wrong.map(([name, value]) => `audited with ${name} ${String(told[name])} instead of ${String(value)}`),
    ...missing.map((id) => `audited without ${id}`),
    ...(event.corrects && event.operation !== 'import_memories' ? ['audited twice'] : []),
  ];
}

/** As it stands in the audit: the tool's present name, or the method. */
function nameOf({ method, params }: Ask): string {
  const name = String(params.name);
  return method === 'tools/call' ? (TOOL_ALIASES[name] ?? name) : method;
}

function namedIds({ method, params }: Ask): string[] {
  if (method !== 'tools/call') return [];
  const named = Object.entries((params.arguments ?? {}) as Readonly<Record<string, unknown>>);
  return named.flatMap(([key, value]) =>
    key.endsWith('_id') && key !== 'team_id' && typeof value === 'string' && isIdentifier(value)
      ? [value]
      : [],
  );
}
