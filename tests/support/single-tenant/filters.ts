import type { MemoryFilter } from '../../../src/domain/memory-filter.js';
import { hours } from '../../contract/records.js';

const valid_at = hours(4);

/** A filter by each condition there is, and by all of them together. */
export const FILTERS: Readonly<Record<string, MemoryFilter>> = {
  'validity alone': { valid_at },
  'closed as well': { valid_at, include_closed: true },
  types: { valid_at, types: ['fact', 'problem'] },
  'one tag': { valid_at, tags: ['billing'] },
  'two tags': { valid_at, tags: ['billing', 'mysql'] },
  project_path: { valid_at, project_path: '/home/ann' },
  'one project': { valid_at, projects: { ids: ['web'], global: false } },
  'one project or none': { valid_at, projects: { ids: ['web'], global: true } },
  'two projects': { valid_at, projects: { ids: ['web', 'api'], global: false } },
  'two projects or none': { valid_at, projects: { ids: ['web', 'api'], global: true } },
  'no project': { valid_at, projects: { ids: [], global: true } },
  'one project or none, closed as well': {
    valid_at,
    include_closed: true,
    projects: { ids: ['web'], global: true },
  },
  session_id: { valid_at, session_id: 's1' },
  languages: { valid_at, languages: ['go'] },
  frameworks: { valid_at, frameworks: ['gin', 'vue'] },
  min_importance: { valid_at, min_importance: 0.2 },
  min_confidence: { valid_at, min_confidence: 0.2 },
  created_after: { valid_at, created_after: hours(-1) },
  created_before: { valid_at, created_before: hours(9) },
  updated_after: { valid_at, updated_after: hours(-1) },
  relationship_types: { valid_at, relationship_types: ['CAUSES'] },
  'relationship_types, closed as well': {
    valid_at,
    include_closed: true,
    relationship_types: ['CAUSES', 'SOLVES'],
  },
  'every condition': {
    valid_at,
    types: ['fact'],
    tags: ['billing', 'mysql'],
    project_path: '/home/ann/web',
    projects: { ids: ['web'], global: true },
    session_id: 's1',
    languages: ['go'],
    frameworks: ['gin'],
    min_importance: 0.1,
    min_confidence: 0.1,
    created_after: hours(-9),
    created_before: hours(9),
    updated_after: hours(-9),
    relationship_types: ['CAUSES'],
  },
};
