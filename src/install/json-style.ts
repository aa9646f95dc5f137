/** How a text is laid out, so that what is added looks like the rest of it. */
export interface JsonStyle {
  /** One step of indentation: a tab, or blanks. */
  readonly unit: string;
  readonly lineEnd: string;
}

/** Looks at the first indented line and the first line end; two blanks and a line feed where there is none. */
export function styleOf(text: string): JsonStyle {
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  return { unit: unit.startsWith('\t') ? '\t' : unit, lineEnd };
}

/** A value as JSON over several lines, the first line unindented. */
export function renderJson(value: unknown, style: JsonStyle, indent: string): string {
  return JSON.stringify(value, null, style.unit).replaceAll('\n', `${style.lineEnd}${indent}`);
}

/** The white space that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
