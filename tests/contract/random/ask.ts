import type { Backend } from '../../../src/contracts/backend.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import { sixDecimals } from '../../../src/domain/numbers.js';
import { addMilliseconds } from '../../../src/domain/time.js';
import { collect } from '../bench.js';
import { ANN, BEN, OPERATOR } from '../records.js';
import type { Read, TimelessFilter, Who } from './reads.js';

const SCOPES: Readonly<Record<Who, AccessScope>> = { ann: ANN, ben: BEN, operator: OPERATOR };

/** The answer of a backend in a form that can be compared: what has no stated order is sorted. */
export async function ask(backend: Backend, read: Read, at: string): Promise<unknown> {
  switch (read.kind) {
    case 'list': {
      const { order, limit, offset } = read;
      const filter = timed(read, at);
      const scope = SCOPES[read.scope];
      const first = await backend.listMemories(scope, { filter, order, limit, offset });
      const last = first.at(-1);
      const after = last && { at: last[order], id: last.id };
      const next = after && (await backend.listMemories(scope, { filter, order, limit, after }));
      return [first, next];
    }
    case 'count':
      return backend.countMemories(SCOPES[read.scope], timed(read, at));
    case 'candidates': {
      const { groups, match, scan_limit, limit } = read;
      return backend.findCandidates(ANN, { filter: timed(read, at), groups, match, scan_limit, limit });
    }
    case 'words':
      return [
        await backend.termStatistics(ANN, read.words),
        await backend.vocabulary(ANN, { min_length: read.lengths[0], max_length: read.lengths[1] }),
      ];
    case 'relationships':
      return backend.findRelationships(SCOPES[read.scope], {
        ...read.query,
        ...(read.valid ? { valid_at: at } : {}),
      });
    case 'history': {
      const scope = SCOPES[read.scope];
      return [
        await backend.memoryHistory(scope, read.memory),
        await backend.relationshipHistory(scope, read.relationship),
      ];
    }
    case 'records': {
      const scope = SCOPES[read.scope];
      return [
        byId(await backend.findMemories(scope, read.ids)),
        byId(await backend.findUse(scope, read.ids)),
        await backend.completeId(scope, read.prefix, 5),
      ];
    }
    case 'answer':
      return [
        await backend.findIdempotency(ANN, 'tool', read.key, at),
        await backend.findIdempotency(BEN, 'tool', read.key, at),
      ];
    case 'counts': {
      const counts = await backend.counts(SCOPES[read.scope], moved(at, read.offHours));
      const { average_importance: mean } = counts;
      return { ...counts, average_importance: mean === null ? null : sixDecimals(mean) };
    }
    case 'everything':
      return everything(backend, SCOPES[read.scope]);
  }
}

/** All that the scope shows, and what is wrong with the store. */
export async function everything(backend: Backend, scope: AccessScope): Promise<unknown> {
  return {
    memories: await collect(backend.streamMemories(scope)),
    memoryVersions: await collect(backend.streamMemoryVersions(scope)),
    relationships: await collect(backend.streamRelationships(scope)),
    relationshipVersions: await collect(backend.streamRelationshipVersions(scope)),
    use: await collect(backend.streamUse(scope)),
    projectAliases: await backend.projectAliases(scope),
    projectSummaries: await backend.projectSummaries(scope),
    faults: (await backend.verify(OPERATOR)).faults,
  };
}

function timed(read: { readonly filter: TimelessFilter; readonly offHours: number }, at: string) {
  return { ...read.filter, valid_at: moved(at, read.offHours) };
}

function moved(at: string, hours: number): string {
  return addMilliseconds(at, hours * 3_600_000);
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
}
