import type { Memory } from '../../domain/memory.js';

/** The parts of a briefing, in the order they are shown. */
export const SECTIONS = {
  matches: { title: 'About the question', left: 'matches' },
  open: { title: 'Open problems and tasks', left: 'open problems and tasks' },
  branch: { title: 'About what this branch touches', left: 'about this branch' },
  preferences: { title: 'Preferences', left: 'preferences' },
  decisions: { title: 'Decisions and ways of working', left: 'decisions and ways of working' },
  recent: { title: 'Worked on last', left: 'recent' },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly left: string }>>;

export type SectionName = keyof typeof SECTIONS;

/** Memories of one part, the most telling first; each memory is in one part only. */
export interface Section {
  readonly name: SectionName;
  readonly memories: readonly Memory[];
  /** There may be further ones that were not read. */
  readonly has_more: boolean;
  /** Analysed words that a text is cut around. */
  readonly words: readonly string[];
}
