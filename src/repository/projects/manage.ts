import type { Change } from '../../domain/change-set.js';
import { type ProjectAlias, projectInUse, projectNames } from '../../domain/project.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { commitDraft } from '../commit.js';
import type { RepositoryContext } from '../context.js';
import { projectId } from './choose.js';

/** A project as its owner sees it. */
export interface ProjectReport {
  /** null = the memories of no project. */
  readonly project_id: string | null;
  readonly memories: number;
  /** The latest change of one of its memories; null where it has none. */
  readonly updated_at: string | null;
  /** Other names that its memories are stored under, or that lead to it. */
  readonly aliases: readonly string[];
  readonly is_current: boolean;
}

/** Every project that memories belong to or that has another name, the one changed last first. */
export async function listProjects(context: RepositoryContext): Promise<ProjectReport[]> {
  const { backend, scope, current } = context;
  const aliases = await backend.projectAliases(scope);
  const here = current === undefined ? null : projectInUse(current.project_id, aliases);
  const reports = new Map<string | null, ProjectReport>();
  const report = (project_id: string | null): ProjectReport =>
    reports.get(project_id) ?? {
      project_id,
      memories: 0,
      updated_at: null,
      aliases: project_id === null ? [] : projectNames(project_id, aliases).slice(1),
      is_current: project_id !== null && project_id === here,
    };
  for (const summary of await backend.projectSummaries(scope)) {
    const id = summary.project_id === null ? null : projectInUse(summary.project_id, aliases);
    const before = report(id);
    // The first summary of a project is its latest.
    const updated_at = before.updated_at ?? summary.updated_at;
    reports.set(id, { ...before, memories: before.memories + summary.memories, updated_at });
  }
  for (const { alias } of aliases) {
    const id = projectInUse(alias, aliases);
    if (!reports.has(id)) reports.set(id, report(id));
  }
  return [...reports.values()];
}

/**
 * Gives a project another name: what is stored under the old one is found under the new one, and what another
 * process still stores under the old one as well. Throws `not_found`, `already_exists` where the new name is
 * another project (that is a merge), `invalid_argument`.
 */
export async function renameProject(
  context: RepositoryContext,
  from: string,
  to: string,
): Promise<ProjectReport> {
  return lead(context, from, to, (known) => {
    if (!known) return;
    throw new MemoryGraphError(
      'already_exists',
      `There are memories of ${projectId(to)} already; to make both one project: memorygraph project merge ${projectId(from)} --into ${projectId(to)}`,
    );
  });
}

/** Makes two projects one, under the name of the second. Throws `not_found`, `invalid_argument`. */
export async function mergeProjects(
  context: RepositoryContext,
  from: string,
  into: string,
): Promise<ProjectReport> {
  return lead(context, from, into, () => {});
}

/** Makes another name a project of its own again, with what is stored under it. Throws `not_found`. */
export async function separateProject(context: RepositoryContext, name: string): Promise<ProjectReport> {
  const alias = projectId(name);
  await commitDraft(context, async () => {
    const aliases = await context.backend.projectAliases(context.scope);
    if (!aliases.some((each) => each.alias === alias))
      throw new MemoryGraphError(
        'not_found',
        `${alias} is no other name of a project. "memorygraph project list" shows them.`,
      );
    return { preconditions: [], changes: [forget(alias)], answer: null };
  });
  return reportOf(context, alias);
}

async function lead(
  context: RepositoryContext,
  from: string,
  to: string,
  check: (known: boolean) => void,
): Promise<ProjectReport> {
  const [old, next] = [projectId(from), projectId(to)];
  await commitDraft(context, async () => {
    const aliases = await context.backend.projectAliases(context.scope);
    const inUse = projectInUse(old, aliases);
    const stored = (await context.backend.projectSummaries(context.scope)).map((each) => each.project_id);
    const names = projectNames(inUse, aliases);
    if (!names.some((name) => stored.includes(name)) && names.length === 1)
      throw new MemoryGraphError(
        'not_found',
        `No memory belongs to a project ${old}. "memorygraph project list" shows those there are.`,
      );
    if (next === inUse) return { preconditions: [], changes: [], answer: null };
    const isOwnName = names.includes(next);
    const target = isOwnName ? next : projectInUse(next, aliases);
    if (!isOwnName) check(stored.includes(target) || aliases.some((each) => each.project_id === target));
    return { preconditions: [], changes: pointing(inUse, target, aliases), answer: null };
  });
  return reportOf(context, next);
}

/** The name in use leads to the target, which leads nowhere itself. */
function pointing(inUse: string, target: string, aliases: readonly ProjectAlias[]): Change[] {
  const wasAlias = aliases.some(({ alias }) => alias === target);
  return [
    ...(wasAlias ? [forget(target)] : []),
    { kind: 'put_project_alias', alias: inUse, project_id: target },
  ];
}

function forget(alias: string): Change {
  return { kind: 'put_project_alias', alias, project_id: null };
}

async function reportOf(context: RepositoryContext, name: string): Promise<ProjectReport> {
  const projects = await listProjects(context);
  const aliases = await context.backend.projectAliases(context.scope);
  const id = projectInUse(name, aliases);
  const found = projects.find(({ project_id }) => project_id === id);
  return found ?? { project_id: id, memories: 0, updated_at: null, aliases: [], is_current: false };
}
