import { LIMITS } from '../../src/domain/limits.js';
import { optionalText } from './absent.js';
import { line } from './text.js';

/** Which projects a read looks through; absent = the current one and global memories. */
export function projectsToRead() {
  return optionalText(line(LIMITS.project_id_characters)).describe('all, none or an id; default: current');
}

/** Where a new memory belongs; absent = to the current project. */
export function projectToStoreIn() {
  return optionalText(line(LIMITS.project_id_characters)).describe('An id, or none: global');
}
