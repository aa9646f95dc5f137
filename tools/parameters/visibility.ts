import * as z from 'zod';
import { VISIBILITIES } from '../../src/domain/visibility.js';
import { optional, optionalText } from './absent.js';
import { line } from './text.js';

const TEAM_CHARACTERS = 100;

/** Who shall see a memory. */
export function visibility() {
  return optional(z.enum(VISIBILITIES));
}

/** A team of the caller's. */
export function team() {
  return optionalText(line(TEAM_CHARACTERS));
}
