import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../docs/pages.js';
import { testFolder } from '../support/test-folder.js';
import { caseTable, PROJECT_CASES, type ProjectCase } from './project-cases.js';
import { makeWorld, type World } from './project-cases-world.js';

const IDS = new Map(PROJECT_CASES.map(({ name, id }) => [name, id]));

/** What the program sees: no git on its path, and variables that would lead git elsewhere. */
const ELSEWHERE = { PATH: '', GIT_DIR: '/nowhere/.git', GIT_WORK_TREE: '/nowhere' };
const before: Record<string, string | undefined> = {};

function withoutGit<T>(run: () => T): T {
  for (const [name, value] of Object.entries(ELSEWHERE)) {
    before[name] = process.env[name];
    process.env[name] = value;
  }
  try {
    return run();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

describe('the project of a folder', () => {
  let folder: string;
  let count = 0;
  beforeAll(() => {
    folder = testFolder('projects');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

  const fresh = (): World => makeWorld(join(folder, `case-${count++}`));
  const cases = PROJECT_CASES.map((each): [string, ProjectCase] => [each.name, each]);
  const possible = cases.filter(([, { links }]) => links === undefined || process.platform !== 'win32');
  const impossible = cases.filter((each) => !possible.includes(each));

  it.each(possible)('%s', (_name, { make, id, problem }) => {
    const world = fresh();
    const place = make(world);
    const found = withoutGit(() => world.resolve(place));
    expect(found?.project_id ?? null).toBe(id === null ? null : id.replace('BASE', world.base));
    const problems = found?.problems ?? [];
    expect(problems).toHaveLength(problem === undefined ? 0 : 1);
    if (problem !== undefined) expect(problems[0]).toMatch(problem);
  });

  it.skipIf(true).each(impossible)('%s (links to files need rights here)', () => undefined);
});

describe('the table of cases', () => {
  it('holds at least thirty, each once', () => {
    expect(PROJECT_CASES.length).toBeGreaterThanOrEqual(30);
    expect(IDS.size).toBe(PROJECT_CASES.length);
  });

  it('makes one project of clones, work trees and what was moved, and another of a fork', () => {
    const shop = IDS.get('a repository with an https remote');
    for (const same of ['a second clone of one repository', 'a linked work tree', 'a clone that was moved'])
      expect(IDS.get(same)).toBe(shop);
    expect(IDS.get('a fork: `upstream` beside `origin`')).not.toBe(shop);
  });

  it('stands in the documentation', () => {
    expect(readFileSync(join(ROOT, 'docs', 'guides', 'projects.md'), 'utf8')).toContain(caseTable());
  });

  it('needs no program: nothing in the folder can start one', () => {
    const sources = readdirSync(join(ROOT, 'src', 'project')).map((name) =>
      readFileSync(join(ROOT, 'src', 'project', name), 'utf8'),
    );
    expect(
      sources.filter((text) => /child_process|worker_threads|\bspawn|\bexec(?:File)?Sync/.test(text)),
    ).toEqual([]);
  });
});
