import * as z from 'zod';
import { LIMITS } from '../../src/domain/limits.js';
import { optional, withDefault } from './absent.js';

/** A number of 0..1. */
export function fraction() {
  return z.number().min(0).max(1);
}

/** How many results a page holds. */
export function limit(standard: number) {
  return withDefault(z.int().min(1).max(LIMITS.page), standard);
}

export function offset() {
  return optional(z.int().min(0).max(LIMITS.offset));
}

/** How many relationships a walk may follow. */
export function depth(standard: number) {
  return withDefault(z.int().min(1).max(LIMITS.traversal_depth), standard);
}

/** A version as an earlier answer gave it. */
export function version() {
  return optional(z.int().min(1).max(2_147_483_647));
}

const LARGEST_ANSWER = 25_000;

/** Budget of an answer, text and structured content together; the default is the tool's own. */
export function maxTokens() {
  return optional(z.int().min(100).max(LARGEST_ANSWER));
}

/** Lists of ids are tiny: only `limit` bounds them, unless a budget was asked for. */
export function budget(given: number | undefined, detail: string, standard: number): number {
  return given ?? (detail === 'ids' ? LARGEST_ANSWER : standard);
}
