import { isPlaceholder } from './placeholder.js';
import { distinctSigns } from './signs.js';
import { isWordy } from './words.js';

/** Whether the part after a provider's prefix is a real one and no mask or name: `ghp_xxxx`, `sk-folding-cube`. */
export function isTokenBody(value: string): boolean {
  return !isPlaceholder(value) && distinctSigns(value) >= 7 && !isWordy(value);
}
