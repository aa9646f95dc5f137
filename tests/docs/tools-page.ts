import { listedTool } from '../../src/mcp/listed-tool.js';
import type { AnyTool, Toolset } from '../../src/mcp/tool.js';
import { argumentNote } from './argument-notes.js';
import { describeType, type JsonSchema } from './json-type.js';
import { anchor, code, GENERATED_NOTE, markdownTable, page } from './markdown.js';

const TOOLSET_WORDS: Readonly<Record<Toolset, string>> = {
  core: 'Shown unless another profile is set.',
  extended: 'Shown, with the core tools, by `MEMORY_TOOL_PROFILE=extended`.',
  sessions: 'Shown where the profile names `sessions`.',
  admin: 'Shown where the profile names `admin`.',
};

/** The reference page of all tools. */
export function toolsPage(tools: readonly AnyTool[]): string {
  const toolsets = [...new Set(tools.map((tool) => tool.toolset))];
  return page([
    '# Tools',
    GENERATED_NOTE,
    INTRO,
    ...toolsets.map((toolset) => contents(toolset, tools)),
    ...tools.map(toolSection),
  ]);
}

const INTRO = `Every tool an assistant can call, with its arguments and its answer.

- Arguments are checked strictly. A name that a tool does not know is refused, with the nearest one it knows.
- \`null\` means the same as leaving an optional argument out, unless the table says that it empties a field.
- A list of texts may be given as one text where it has one item.
- A time is a date (\`2026-01-31\`) or a date and time (\`2026-01-31T13:45:00Z\`); without an offset it is UTC.
- Every answer comes twice: as structured content for programs and as a short text for a model.
- The tables name the fields that an answer promises. It may hold more: a hit of a search, for one, carries its type,
  dates, snippet, tags, source, what matched and its closest relationships.
- A failed call is an answer with \`isError\`. Its text ends with a code from the [list of errors](errors.md) and
  says what to do next; \`_meta["memorygraph/error"]\` holds the same for programs.`;

function contents(toolset: Toolset, tools: readonly AnyTool[]): string {
  const own = tools.filter((tool) => tool.toolset === toolset);
  const rows = own.map((tool) => [`[${code(tool.name)}](#${anchor(tool.name)})`, tool.title]);
  return page([
    `## Toolset ${code(toolset)}`,
    TOOLSET_WORDS[toolset],
    markdownTable(['tool', 'what it is for'], rows),
  ]).trim();
}

function toolSection(tool: AnyTool): string {
  const { inputSchema, outputSchema } = listedTool(tool);
  const input = inputSchema as JsonSchema;
  return page([
    `## ${tool.name}`,
    tool.description,
    hints(tool),
    `**Arguments of ${code(tool.name)}**`,
    argumentTable(tool.name, input) ?? 'None.',
    ...nestedTables(tool.name, input),
    `**Answer of ${code(tool.name)}**`,
    answerTable(outputSchema as JsonSchema),
  ]).trim();
}

function hints({ toolset, annotations }: AnyTool): string {
  const words = [
    `Toolset ${code(toolset)}`,
    annotations.readOnlyHint ? 'only reads' : 'writes',
    annotations.destructiveHint ? 'may change or hide what is there' : '',
    annotations.idempotentHint && !annotations.readOnlyHint ? 'a repeat changes nothing more' : '',
  ];
  return `${words.filter((word) => word !== '').join(' · ')}.`;
}

function argumentTable(tool: string, schema: JsonSchema): string | null {
  const entries = Object.entries(schema.properties ?? {});
  if (entries.length === 0) return null;
  const rows = entries.map(([name, argument]) => [
    code(name),
    describeType(argument),
    needed(name, argument, schema),
    [ended(argument.description ?? ''), argumentNote(tool, name)].join(' '),
  ]);
  return markdownTable(['argument', 'value', 'default', 'meaning'], rows);
}

function needed(name: string, argument: JsonSchema, schema: JsonSchema): string {
  if (argument.default !== undefined) return code(String(argument.default));
  return schema.required?.includes(name) === true ? '**required**' : '';
}

/** Descriptions are shown as clients get them: they may begin with the name of a field. */
function ended(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Objects within lists of the arguments (`memories[]`), each with a table of its own. */
function nestedTables(tool: string, schema: JsonSchema): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, argument]) => {
    const inner =
      argument.items === undefined
        ? null
        : argumentTable(name === 'memories' ? 'store_memory' : tool, argument.items);
    return inner === null ? [] : [`Each item of ${code(name)}:`, inner];
  });
}

function answerTable(schema: JsonSchema): string {
  const rows = answerFields(schema, '');
  return rows.length === 0 ? 'An object.' : markdownTable(['field', 'value', ''], rows);
}

function answerFields(schema: JsonSchema, before: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${before}${name}`;
    const optional = schema.required?.includes(name) === true ? '' : 'optional';
    const inner = field.items ?? field;
    const list = field.items === undefined ? '' : '[]';
    return [
      [code(`${path}${list}`), describeType(field), optional],
      ...answerFields(inner, `${path}${list}.`),
    ];
  });
}
