import type { ListedMemory, MemoryList } from '../looking/list-memories.js';
import { shortIds } from '../looking/memory-ids.js';
import type { OpenedRepositories } from '../open-repositories.js';
import { localDay, relativeTime } from '../terminal/dates.js';
import { safeLine } from '../terminal/safe-text.js';
import { screenColumns } from '../terminal/screen.js';
import { style } from '../terminal/style.js';
import { table } from '../terminal/table.js';
import { cutToWidth } from '../terminal/visible-width.js';

const WIDEST_PROJECT = 16;

/** A list of memories as a table; on a terminal with what there is more of. */
export async function listText(
  list: MemoryList,
  order: 'created_at' | 'updated_at',
  { repositories, now }: OpenedRepositories,
): Promise<string> {
  const columns = screenColumns();
  const { results, searched, hints = [] } = list;
  const scope = safeLine(searched.scope);
  if (results.length === 0)
    return [`No such memories in ${scope}.`, ...hints.map((hint) => `${style.note('Hint:')} ${hint}`)].join(
      '\n',
    );
  const ids = results.map(({ id }) => id);
  const short = await shortIds(repositories.memories, ids, columns);
  // Where only one project was looked through, the line below the table names it.
  const withProjects = new Set(results.map(({ project_id }) => project_id)).size > 1;
  const rows = results.map((memory) => [
    style.faint(short.get(memory.id) ?? memory.id),
    ...whenCells(memory.deleted_at ?? memory[order], now(), columns),
    style.kind(memory.type),
    ...(withProjects ? [style.faint(projectText(memory, columns))] : []),
    `${safeLine(memory.title)}${endText(memory, now(), columns)}`,
  ]);
  const when = order === 'created_at' ? 'stored' : 'changed';
  const head = [
    'id',
    searched.filters.deleted === true ? 'deleted' : when,
    ...(columns === null ? [] : ['']),
    'type',
    ...(withProjects ? ['project'] : []),
    'title',
  ];
  const text = table(head, rows);
  return columns === null ? text : `${text}\n\n${style.faint(footer(list, scope))}`;
}

/** The day and how long ago, or the whole time in a pipe. */
function whenCells(time: string, now: string, columns: number | null): string[] {
  if (columns === null) return [time];
  return [localDay(time), style.faint(relativeTime(time, now, { short: true }))];
}

/** On a terminal its last part, which is what people call it. */
function projectText({ project_id }: ListedMemory, columns: number | null): string {
  if (project_id === null) return columns === null ? '-' : '';
  const name = safeLine(project_id);
  return columns === null ? name : cutToWidth(/[^/\\]+$/.exec(name)?.[0] ?? name, WIDEST_PROJECT);
}

function endText({ valid_until }: ListedMemory, now: string, columns: number | null): string {
  if (valid_until === null) return '';
  const day = columns === null ? valid_until : localDay(valid_until);
  return style.note(` (${valid_until > now ? 'true until' : 'closed'} ${day})`);
}

function footer({ results, total, has_more, searched }: MemoryList, scope: string): string {
  const count = `${searched.total_is_minimum ? 'at least ' : ''}${total}`;
  if (!has_more) return `${count} in ${scope}.`;
  return `${results.length} of ${count} in ${scope}. --limit shows more.`;
}
