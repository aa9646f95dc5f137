import type { ProjectReport } from '../../repository/projects/manage.js';
import type { CliCommand, CommandContext, CommandOptions, CommandResult } from '../command.js';
import { type OpenedRepositories, openOperatorRepositories, openRepositories } from '../open-repositories.js';
import { askedTenant, TENANT_OPTION } from '../operator-tenant.js';
import { safeLine } from '../terminal/safe-text.js';
import { style } from '../terminal/style.js';
import { table } from '../terminal/table.js';

const GROUP = 'Your memories';

/** Shows which projects there are. */
export const projectListCommand: CliCommand = {
  name: 'project list',
  group: GROUP,
  summary: 'the projects that memories belong to',
  description:
    'Lists the projects that memories belong to, the one changed last first, with their other names. The project\nof the folder you are in is marked with *.',
  options: [TENANT_OPTION],
  examples: [{ line: 'memorygraph project list', says: 'which projects are there?' }],
  async run(context, options) {
    const { repositories, about } = await openProjects(context, options);
    const projects = await repositories.projects.list();
    return { text: listText(projects), data: { ...about, projects } };
  },
};

/** Gives a project another name. */
export const projectRenameCommand: CliCommand = {
  name: 'project rename',
  group: GROUP,
  summary: 'give a project another name',
  description:
    'Gives a project another name, as when its repository has moved. What is stored under the old name is found\nunder the new one; the old name goes on leading there. Renaming it back undoes it.',
  arguments: [
    { flags: '<from>', description: 'its present name, as "memorygraph project list" shows it', names: true },
    { flags: '<to>', description: 'its new name: an id, or the address of a git repository', names: true },
  ],
  options: [TENANT_OPTION],
  examples: [
    {
      line: 'memorygraph project rename github.com/ann/shop github.com/acme/shop',
      says: 'the repository went to an organization',
    },
  ],
  async run(context, options) {
    const [from = ''] = options.argument('from');
    const [to = ''] = options.argument('to');
    const opened = await openProjects(context, options);
    return outcome(await opened.repositories.projects.rename(from, to), opened);
  },
};

/** Makes two projects one. */
export const projectMergeCommand: CliCommand = {
  name: 'project merge',
  group: GROUP,
  summary: 'make two projects one',
  description:
    'Makes a project a part of another: from now on both are one, under the name of the second. No memory is\nchanged, so "memorygraph project separate" takes them apart again.',
  arguments: [{ flags: '<from>', description: 'the project whose name goes', names: true }],
  options: [
    { flags: '--into <project>', description: 'the project whose name stays', required: true },
    TENANT_OPTION,
  ],
  examples: [
    {
      line: 'memorygraph project merge /home/ann/code/shop --into github.com/acme/shop',
      says: 'what was stored before the repository had a remote',
    },
  ],
  async run(context, options) {
    const [from = ''] = options.argument('from');
    const opened = await openProjects(context, options);
    return outcome(await opened.repositories.projects.merge(from, options.needed('into')), opened);
  },
};

/** Takes two projects apart again. */
export const projectSeparateCommand: CliCommand = {
  name: 'project separate',
  group: GROUP,
  summary: 'take apart what was merged or renamed',
  description:
    'Makes another name of a project a project of its own again, with the memories that were stored under it.',
  arguments: [{ flags: '<name>', description: 'the other name', names: true }],
  options: [TENANT_OPTION],
  examples: [
    { line: 'memorygraph project separate /home/ann/code/shop', says: 'that was another project after all' },
  ],
  async run(context, options) {
    const [name = ''] = options.argument('name');
    const opened = await openProjects(context, options);
    return outcome(await opened.repositories.projects.separate(name), opened);
  },
};

/** Where there are tenants, projects are the operator's; else they are the person's, who is the same. */
async function openProjects(context: CommandContext, options: CommandOptions): Promise<OpenedProjects> {
  if (askedTenant(context, options) === null)
    return { ...(await openRepositories(context, { create: false })), about: {} };
  const { tenant_id, ...opened } = await openOperatorRepositories(context, options);
  return { ...opened, about: tenant_id === null ? {} : { tenant_id } };
}

interface OpenedProjects extends OpenedRepositories {
  readonly about: { readonly tenant_id?: string };
}

async function outcome(project: ProjectReport, { context, about }: OpenedProjects): Promise<CommandResult> {
  const names = project.aliases.length === 0 ? '' : `; other names: ${project.aliases.join(', ')}`;
  const text = `${nameOf(project)}: ${count(project.memories)}${names}`;
  if (about.tenant_id === undefined) return { text, data: { project } };
  const { halfGranted } = await import('../../repository/tenancy/grants.js');
  const half_granted = project.project_id === null ? [] : await halfGranted(context, project.project_id);
  const notes = half_granted.map(
    (team) =>
      `The team ${safeLine(team)} was granted some of these names only; for all of them: memorygraph project grant ${nameOf(project)} --team ${safeLine(team)}`,
  );
  return { text: [text, ...notes].join('\n'), data: { ...about, project, half_granted } };
}

function listText(projects: readonly ProjectReport[]): string {
  if (projects.length === 0) return 'There are no memories yet.';
  const rows = projects.map((project) => [
    `${project.is_current ? '*' : ' '} ${nameOf(project)}`,
    String(project.memories),
    project.updated_at?.slice(0, 10) ?? '',
    style.faint(project.aliases.join(', ')),
  ]);
  return table(['  project', 'memories', 'changed', 'other names'], rows);
}

function nameOf({ project_id }: ProjectReport): string {
  return project_id ?? '(global: of no project)';
}

function count(memories: number): string {
  return memories === 1 ? '1 memory' : `${memories} memories`;
}
