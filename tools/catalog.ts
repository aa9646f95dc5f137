import type { AnyTool } from '../src/mcp/tool.js';
import { exportMemories } from './admin/export-memories.js';
import { importMemories } from './admin/import-memories.js';
import { migrateToMultitenant } from './admin/migrate-to-multitenant.js';
import { serverStatus } from './admin/server-status.js';
import { createRelationship } from './core/create-relationship.js';
import { deleteMemory } from './core/delete-memory.js';
import { getMemory } from './core/get-memory.js';
import { getRecentActivity } from './core/get-recent-activity.js';
import { getRelatedMemories } from './core/get-related-memories.js';
import { recallMemories } from './core/recall-memories.js';
import { searchMemories } from './core/search-memories.js';
import { storeMemory } from './core/store-memory.js';
import { updateMemory } from './core/update-memory.js';
import { contextualSearch } from './extended/contextual-search.js';
import { findMemoryPath } from './extended/find-memory-path.js';
import { getMemoryHistory } from './extended/get-memory-history.js';
import { getMemoryStatistics } from './extended/get-memory-statistics.js';
import { getRelationshipTypes } from './extended/get-relationship-types.js';
import { invalidateRelationship } from './extended/invalidate-relationship.js';
import { listTeams } from './extended/list-teams.js';
import { queryAsOf } from './extended/query-as-of.js';
import { reinforceRelationship } from './extended/reinforce-relationship.js';
import { searchRelationshipsByContext } from './extended/search-relationships-by-context.js';
import { shareMemory } from './extended/share-memory.js';
import { storeMemories } from './extended/store-memories.js';
import { whatChanged } from './extended/what-changed.js';
import { whoami } from './extended/whoami.js';

/** Every tool, in the order clients list them. */
export const TOOLS: readonly AnyTool[] = [
  storeMemory,
  getMemory,
  searchMemories,
  recallMemories,
  updateMemory,
  deleteMemory,
  createRelationship,
  getRelatedMemories,
  getRecentActivity,
  storeMemories,
  getMemoryStatistics,
  contextualSearch,
  searchRelationshipsByContext,
  findMemoryPath,
  getMemoryHistory,
  queryAsOf,
  whatChanged,
  invalidateRelationship,
  reinforceRelationship,
  getRelationshipTypes,
  shareMemory,
  listTeams,
  whoami,
  exportMemories,
  importMemories,
  serverStatus,
  migrateToMultitenant,
];
