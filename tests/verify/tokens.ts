// Hostile tokens: each named one, and thousands that are made from honest ones without the issuer's key. None may be
// accepted; honest ones in between must be.
//   node tests/support/run-ts.mjs tests/verify/tokens.ts --mutated 5000 --seed 1
import type { TokenVerifier } from '../../src/contracts/identity.js';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { Random } from '../support/random.js';
import { atLeast, exactly, finish, print, printTable } from '../support/report.js';
import { MODE_NAMES, openMode, type TokenMode, tokenOf } from '../support/tokens/modes.js';
import { HOSTILE_TOKENS } from '../unit/auth/hostile/all.js';
import { MUTATIONS } from './tokens/mutations.js';

/** Honest tokens of each mode that thieves start from. */
const STOLEN = 20;
/** An honest token is tried after so many hostile ones. */
const EVERY = 10;

run(async () => {
  const options = readOptions({ mutated: 5_000, seed: 1 });
  const random = new Random(options.seed);
  const modes = await Promise.all(MODE_NAMES.map((name) => openMode(name)));
  try {
    const named = await tryNamed(modes);
    const mutated = await tryMutated(modes, options.mutated, random);
    for (const each of [...named.accepted, ...mutated.accepted]) print(`ACCEPTED: ${each}`);
    for (const each of [...named.wrong, ...mutated.wrong]) print(`FAILED: ${each}`);
    print();
    printTable(Object.entries(mutated.kinds).map(([mutation, tried]) => ({ mutation, tried })));
    const honest = named.honest + mutated.honest;
    finish(
      {
        name: 'verify-tokens',
        options,
        figures: {
          modes: MODE_NAMES,
          named: HOSTILE_TOKENS.length,
          named_tried: named.tried,
          mutated: mutated.tried,
          by_mutation: mutated.kinds,
          honest_tried: honest,
        },
        bars: [
          atLeast('named hostile tokens', HOSTILE_TOKENS.length, 60),
          exactly(`accepted of ${named.tried} named, over all modes`, named.accepted.length, 0),
          exactly('mutated hostile tokens', mutated.tried, options.mutated),
          exactly(`accepted of ${mutated.tried} mutated`, mutated.accepted.length, 0),
          exactly('ended otherwise than with unauthenticated', named.wrong.length + mutated.wrong.length, 0),
          exactly(`honest ones refused of ${honest}`, named.refused + mutated.refused, 0),
        ],
      },
      options.results,
    );
  } finally {
    for (const mode of modes) await mode.close();
  }
});

/** What came of many tokens. */
interface Tally {
  tried: number;
  honest: number;
  refused: number;
  readonly accepted: string[];
  /** Ended in another way than both. */
  readonly wrong: string[];
  readonly kinds: Record<string, number>;
}

function newTally(): Tally {
  return { tried: 0, honest: 0, refused: 0, accepted: [], wrong: [], kinds: {} };
}

async function tryHostile(tally: Tally, verifier: TokenVerifier, token: string, name: string): Promise<void> {
  tally.tried += 1;
  const ended = await outcome(verifier, token);
  if (ended === 'accepted') tally.accepted.push(`${name}: ${token}`);
  else if (ended !== 'refused') tally.wrong.push(`${name}: ${ended}`);
}

/** Each honest token is another one, so that none is accepted from memory. */
async function tryHonest(tally: Tally, mode: TokenMode): Promise<void> {
  tally.honest += 1;
  const ended = await outcome(mode.verifier, tokenOf(mode, { jti: `honest ${tally.honest}` }));
  if (ended === 'refused') tally.refused += 1;
  else if (ended !== 'accepted') tally.wrong.push(`an honest token: ${ended}`);
}

async function tryNamed(modes: readonly TokenMode[]): Promise<Tally> {
  const tally = newTally();
  for (const mode of modes) {
    for (const { name, make, modes: only } of HOSTILE_TOKENS)
      if (only?.includes(mode.name) !== false)
        await tryHostile(tally, mode.verifier, make(mode), `${mode.name}, ${name}`);
    await tryHonest(tally, mode);
  }
  return tally;
}

async function tryMutated(modes: readonly TokenMode[], count: number, random: Random): Promise<Tally> {
  const stolen = modes.map((mode) =>
    Array.from({ length: STOLEN }, (_, at) =>
      tokenOf(mode, { jti: `stolen ${at}`, sub: random.pick(['ann', 'bob', 'cy']) }),
    ),
  );
  const honest = new Set(stolen.flat());
  const mutations = Object.entries(MUTATIONS);
  const tally = newTally();
  for (let turn = 0; tally.tried < count; turn++) {
    const at = turn % modes.length;
    const mode = modes[at] as TokenMode;
    const [kind, mutate] =
      mutations[Math.floor(turn / modes.length) % mutations.length] ?? random.pick(mutations);
    const token = mutate({ random, mode, token: random.pick(stolen[at] ?? []), others: stolen.flat() });
    // Now and then a change changes nothing, as where a part is exchanged for itself.
    if (honest.has(token)) continue;
    tally.kinds[kind] = (tally.kinds[kind] ?? 0) + 1;
    await tryHostile(tally, mode.verifier, token, `${mode.name}, ${kind}`);
    if (tally.tried % EVERY === 0) await tryHonest(tally, mode);
  }
  return tally;
}

async function outcome(verifier: TokenVerifier, token: string): Promise<string> {
  try {
    await verifier.verify(token);
    return 'accepted';
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError && thrown.code === 'unauthenticated') return 'refused';
    return String(thrown);
  }
}
