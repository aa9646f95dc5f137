import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/domain/change-set.js';
import { commit, type OpenBackend, seed, withBackend } from '../bench.js';
import { ANN, hours, memory, nextMemory, putMemory, T0 } from '../records.js';

const alias = (name: string, project_id: string | null): Change => ({
  kind: 'put_project_alias',
  alias: name,
  project_id,
});

export function projectSuite(open: OpenBackend): void {
  describe('projects', () => {
    it(
      'keeps other names, the last word of each, in alphabetical order',
      withBackend(open, async (backend) => {
        expect(await backend.projectAliases(ANN)).toEqual([]);
        await commit(backend, [alias('b', 'x'), alias('a', 'x'), alias('c', 'y')]);
        await commit(backend, [alias('b', 'y'), alias('c', null), alias('none such', null)]);
        expect(await backend.projectAliases(ANN)).toEqual([
          { alias: 'a', project_id: 'x' },
          { alias: 'b', project_id: 'y' },
        ]);
      }),
    );

    it(
      'counts live memories by project, closed ones included, the one changed last first',
      withBackend(open, async (backend) => {
        const of = (id: string, updated_at: string, project_id?: string) =>
          memory({ id, updated_at, context: project_id === undefined ? {} : { project_id } });
        const gone = of('gone', hours(9), 'p');
        await seed(backend, [
          of('a', hours(1), 'p'),
          { ...of('b', hours(3), 'p'), valid_until: hours(2) },
          of('c', hours(2), 'q'),
          of('d', hours(4)),
          gone,
        ]);
        await commit(backend, [putMemory(nextMemory(gone, T0, { deleted_at: T0 }), gone)]);
        expect(await backend.projectSummaries(ANN)).toEqual([
          { project_id: null, memories: 1, updated_at: hours(4) },
          { project_id: 'p', memories: 2, updated_at: hours(3) },
          { project_id: 'q', memories: 1, updated_at: hours(2) },
        ]);
      }),
    );
  });
}
