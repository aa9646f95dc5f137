import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { currentProject } from '../../../src/project/current-project.js';
import { testFolder } from '../../support/test-folder.js';

const base = realpathSync.native(testFolder('current'));
const home = join(base, 'home');
const shop = join(home, 'shop');
for (const folder of ['objects', 'refs']) mkdirSync(join(shop, '.git', folder), { recursive: true });
writeFileSync(join(shop, '.git', 'HEAD'), 'ref: refs/heads/main\n');
writeFileSync(join(shop, '.git', 'config'), '[remote "origin"]\nurl = https://github.com/acme/shop\n');
const notes = join(home, 'notes');
mkdirSync(notes);
const notesId = notes.replaceAll('\\', '/');

function current(given: { configured?: string; claude_project_dir?: string; working_directory?: string }) {
  return currentProject({ home, temporary: [], working_directory: notes, ...given });
}

describe('currentProject', () => {
  it('is that of the working directory', () => {
    expect(current({})).toEqual({
      project: { project_id: notesId, root: notes, source: 'path', problems: [] },
      problems: [],
    });
    expect(current({ working_directory: home }).project).toBeNull();
  });

  it('is that of CLAUDE_PROJECT_DIR before it', () => {
    const { project } = current({ claude_project_dir: shop });
    expect(project).toMatchObject({ project_id: 'github.com/acme/shop', root: shop, source: 'remote' });
    expect(current({ claude_project_dir: '../shop' }).project?.root).toBe(shop);
    expect(current({ claude_project_dir: home }).project).toBeNull();
    expect(current({ claude_project_dir: ' ' }).project?.root).toBe(notes);
  });

  it('passes over a CLAUDE_PROJECT_DIR that is not there, and says so', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what a client leaves that does not know the variable
    const { project, problems } = current({ claude_project_dir: '${CLAUDE_PROJECT_DIR}' });
    expect(project?.root).toBe(notes);
    expect(problems).toEqual(['CLAUDE_PROJECT_DIR is no folder and has no effect']);
  });

  it('is the configured id before both, with the root and the git directory of the folder', () => {
    const { project } = current({
      configured: 'git@github.com:other/one.git',
      claude_project_dir: shop,
    });
    expect(project).toEqual({
      project_id: 'github.com/other/one',
      root: shop,
      source: 'configured',
      git_dir: join(shop, '.git'),
      problems: [],
    });
    expect(current({ configured: 'mine', working_directory: home }).project).toMatchObject({
      project_id: 'mine',
      root: home,
    });
  });

  it('is the project of a folder that is configured by its path', () => {
    expect(current({ configured: shop }).project?.project_id).toBe('github.com/acme/shop');
    expect(current({ configured: '~/shop' }).project?.project_id).toBe('github.com/acme/shop');
    expect(current({ configured: '/not/there' }).project?.project_id).toBe('/not/there');
  });

  it('is none where that is configured', () => {
    expect(current({ configured: ' None ', claude_project_dir: shop })).toEqual({
      project: null,
      problems: [],
    });
  });

  it('is that of the folder for `current` and for nothing', () => {
    expect(current({ configured: 'current' })).toEqual(current({}));
    expect(current({ configured: ' ' })).toEqual(current({}));
  });

  it.each(['all', './shop', '/', 'a\nb', home])('says that %j is no project', (configured) => {
    const { project, problems } = current({ configured });
    expect(project?.root).toBe(notes);
    expect(problems).toEqual([
      'MEMORY_PROJECT is no project: write host/owner/name, a name, or an absolute path',
    ]);
  });
});
