import { briefing } from './briefing/briefing.js';
import type { RepositoryContext } from './context.js';
import { changesIn } from './history/changes.js';
import { memoryVersions, relationshipVersions } from './history/versions.js';
import { getMemory } from './memories/get.js';
import { storeMemories } from './memories/store.js';
import { removeMemory, updateMemory } from './memories/update.js';
import { listProjects, mergeProjects, renameProject, separateProject } from './projects/manage.js';
import { invalidateRelationship, reinforceRelationship } from './relationships/change.js';
import { createRelationship } from './relationships/create.js';
import { memoryPath, neighbourhood, relationshipsOf } from './relationships/neighbours.js';
import { searchByContext } from './relationships/search-by-context.js';
import type { Repositories } from './repositories.js';
import { searchAround } from './search/around.js';
import { searchAsOf } from './search/as-of.js';
import { recentMemories } from './search/recent.js';
import { searchMemories } from './search/search.js';
import { listTeams, ownMemories } from './tenancy/membership.js';
import { shareMemory } from './tenancy/share.js';

/** The operations of the domain, bound to one store and one principal's scope. */
export function createRepositories(context: RepositoryContext): Repositories {
  const { backend, scope, clock } = context;
  return {
    memories: {
      store: (memories, options) => storeMemories(context, memories, options),
      get: (id, when) => getMemory(context, id, when),
      update: (id, patch, expected_version) => updateMemory(context, id, patch, expected_version),
      remove: (id, expected_version) => removeMemory(context, id, expected_version),
      share: (id, asked, expected_version) => shareMemory(context, id, asked, expected_version),
      completeId: (prefix, limit) => backend.completeId(scope, prefix, limit),
    },
    relationships: {
      create: (relationship) => createRelationship(context, relationship),
      of: (id, options) => relationshipsOf(context, id, options),
      neighbourhood: (id, options) => neighbourhood(context, id, options),
      path: (from, to, options) => memoryPath(context, from, to, options),
      invalidate: (id, options) => invalidateRelationship(context, id, options),
      reinforce: (id, options) => reinforceRelationship(context, id, options),
      searchByContext: (query) => searchByContext(context, query),
    },
    search: {
      search: (request) => searchMemories(context, request),
      searchAround: (id, request) => searchAround(context, id, request),
      briefing: (request) => briefing(context, request),
      recent: (request) => recentMemories(context, request),
      asOf: (request) => searchAsOf(context, request),
    },
    history: {
      ofMemory: (id) => memoryVersions(context, id),
      ofRelationship: (id) => relationshipVersions(context, id),
      changes: (span) => changesIn(context, span),
    },
    projects: {
      list: () => listProjects(context),
      rename: (from, to) => renameProject(context, from, to),
      merge: (from, into) => mergeProjects(context, from, into),
      separate: (alias) => separateProject(context, alias),
    },
    members: {
      teams: () => listTeams(context),
      ownMemories: () => ownMemories(context),
    },
    statistics: { counts: () => backend.counts(scope, clock.now()) },
  };
}
