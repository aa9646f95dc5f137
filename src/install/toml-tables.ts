import { parse, stringify, TomlError } from 'smol-toml';
import { UnfitText } from './problems.js';
import { type TomlStatement, tomlStatements } from './toml-statements.js';
import { isObject } from './values.js';

const ADVICE = 'then run this again; nothing was written.';

/** The values of a TOML text. Throws `UnfitText` (`invalid_file`) with the line where it is broken. */
export function tomlValues(text: string): Record<string, unknown> {
  try {
    return parse(text, { integersAsBigInt: 'asNeeded' });
  } catch (thrown) {
    const line = thrown instanceof TomlError ? `: line ${thrown.line}` : '';
    throw new UnfitText('invalid_file', `is not TOML${line}. Mend or remove it, ${ADVICE}`);
  }
}

/**
 * Writes a table at a path of two names: in the place of the one that is there with all below it, else at the end.
 * Everything else keeps its bytes. Throws `UnfitText` where the table is there in another form (inline, dotted).
 */
export function setTable(text: string, path: readonly [string, string], table: object): string {
  const lineEnd = /\r\n|\n/.exec(text)?.[0] ?? '\n';
  const [outer, name] = path;
  const block = stringify({ [outer]: { [name]: table } })
    .trim()
    .replaceAll('\n', lineEnd);
  const spans = spansOf(text, path);
  const [first] = spans;
  if (first !== undefined) {
    const rest = cut(text, spans.slice(1));
    return rest.slice(0, first.start) + block + rest.slice(first.end);
  }
  const start = text === '' || /[\r\n]$/.test(text) ? text : text + lineEnd;
  return `${start}${start.trim() === '' ? '' : lineEnd}${block}${lineEnd}`;
}

/** Takes a table away with all below it, and the blank line before it; comments stay. */
export function removeTable(text: string, path: readonly [string, string]): string {
  return cut(text, spansOf(text, path));
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a table and those below it lie, from header to last pair; joined where nothing stands between them. */
function spansOf(text: string, path: readonly [string, string]): Span[] {
  const [outer, name] = path;
  const spans: { start: number; end: number }[] = [];
  let inside = false;
  for (const statement of tomlStatements(text)) {
    if (statement.kind === 'header') inside = isBelow(headerPath(text, statement), path);
    if (!inside) continue;
    const last = spans.at(-1);
    const joins = last !== undefined && text.slice(last.end, statement.start).trim() === '';
    if (last !== undefined && (statement.kind === 'pair' || joins)) last.end = statement.end;
    else spans.push({ start: statement.start, end: statement.end });
  }
  const values = tomlValues(text)[outer];
  if (spans.length === 0 && isObject(values) && Object.hasOwn(values, name))
    throw new UnfitText(
      'invalid_file',
      `has ${outer}.${name} in a form that is not edited here (inline or dotted). Remove it by hand, ${ADVICE}`,
    );
  return spans;
}

/** The names in a header; those of an array of tables as well. */
function headerPath(text: string, { start, end }: TomlStatement): string[] {
  const names: string[] = [];
  let value: unknown = parse(text.slice(start, end));
  while (isObject(value) || Array.isArray(value)) {
    if (Array.isArray(value)) value = value[0];
    else {
      const [name] = Object.keys(value);
      if (name === undefined) break;
      names.push(name);
      value = value[name];
    }
  }
  return names;
}

function isBelow(names: readonly string[], path: readonly string[]): boolean {
  return path.every((name, index) => names[index] === name);
}

function cut(text: string, spans: readonly Span[]): string {
  return spans.toReversed().reduce((rest, { start, end }) => {
    const before = rest.slice(0, start).replace(/(^|\r\n|\n)(?:\r\n|\n)$/, '$1');
    return before + rest.slice(end).replace(/^(?:\r\n|\n)/, '');
  }, text);
}
