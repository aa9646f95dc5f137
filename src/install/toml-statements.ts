/** A table header or a key with its value, as it lies in a TOML text that parses. */
export interface TomlStatement {
  readonly kind: 'header' | 'pair';
  readonly start: number;
  /** After what the statement's last line holds, before its line end. */
  readonly end: number;
}

/** The statements of a TOML text in their order. Only for texts that a parser has accepted. */
export function tomlStatements(text: string): TomlStatement[] {
  const found: TomlStatement[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (/\s/.test(char)) at++;
    else if (char === '#') at = lineEndAfter(text, at);
    else {
      const end = statementEnd(text, at);
      found.push({ kind: char === '[' ? 'header' : 'pair', start: at, end });
      at = end;
    }
  }
  return found;
}

/** The end of the line on which every bracket and string that began at `start` is closed again. */
function statementEnd(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '#') at = lineEndAfter(text, at);
    else if (char === '"' || char === "'") at = stringEnd(text, at);
    else {
      if (depth === 0 && /[\r\n]/.test(char)) return at;
      if (char === '[' || char === '{') depth++;
      if (char === ']' || char === '}') depth--;
      at++;
    }
  }
  return at;
}

function stringEnd(text: string, start: number): number {
  const quote = text.charAt(start);
  const long = quote.repeat(3);
  const fence = text.startsWith(long, start) ? long : quote;
  let at = start + fence.length;
  while (at < text.length && !text.startsWith(fence, at)) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  at += fence.length;
  // A long string may end with one or two quotes of its own before the closing ones.
  while (fence === long && text.charAt(at) === quote) at++;
  return at;
}

function lineEndAfter(text: string, start: number): number {
  const found = text.slice(start).search(/[\r\n]/);
  return found < 0 ? text.length : start + found;
}
