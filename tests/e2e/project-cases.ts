import { FOLDER_CASES } from './project-cases-folders.js';
import { GIT_CASES } from './project-cases-git.js';
import { REMOTE_CASES } from './project-cases-remotes.js';
import type { World } from './project-cases-world.js';

/** A folder as people have them, and the project it must be. */
export interface ProjectCase {
  readonly name: string;
  /** Makes it, and gives the folder that is asked about. */
  readonly make: (world: World) => string;
  /** The id as it must be, with `BASE` for the top of the machine; null for no project. */
  readonly id: string | null;
  /** What the one problem says; without it there must be none. */
  readonly problem?: RegExp;
  /** Needs links to files, which not everybody may make on Windows. */
  readonly links?: 'file';
}

/** Every case, each made with the real git program. */
export const PROJECT_CASES: readonly ProjectCase[] = [...REMOTE_CASES, ...GIT_CASES, ...FOLDER_CASES];

/** The cases as the table of the documentation. */
export function caseTable(): string {
  const rows = PROJECT_CASES.map(({ name, id }) => {
    const shown =
      id === null ? 'none' : `\`${id.replace(/^BASE\/home\/ann/, '/home/ann').replace(/^BASE/, '')}\``;
    return `| ${name} | ${shown} |`;
  });
  return ['| folder | project |', '| --- | --- |', ...rows].join('\n');
}
