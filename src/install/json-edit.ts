import { isDeepStrictEqual } from 'node:util';
import { indentAt, renderJson, styleOf } from './json-style.js';
import { between, childAt, nodeAt, objectTree, type Step } from './json-tree.js';
import { jsonc, type Node } from './jsonc.js';

// jsonc-parser's own `modify` lays whole lines out anew, which is the whole file where that is one line.

/**
 * Sets what a path leads to, makes what is missing on the way, and leaves every other byte as it is. An element one
 * past the end of an array is added to it. A value that is there already stays as it is written.
 * Throws `UnfitText` where the text is broken or holds something else on the way.
 */
export function setIn(text: string, path: readonly Step[], value: unknown): string {
  let node = objectTree(text);
  for (const [depth, step] of path.entries()) {
    const child = childAt(text, node, step);
    if (child === undefined) return insertInto(text, node, step, nested(path.slice(depth + 1), value));
    node = child;
  }
  if (isDeepStrictEqual(plain(node), value)) return text;
  const old = text.slice(node.offset, endOf(node));
  const written = /[\r\n]/.test(old)
    ? renderJson(value, styleOf(text), indentAt(text, node.offset))
    : JSON.stringify(value);
  return splice(text, node.offset, endOf(node), written);
}

/** Takes away what a path leads to, with its comma; comments stay. A path that leads nowhere changes nothing. */
export function removeIn(text: string, path: readonly Step[]): string {
  const container = nodeAt(text, path.slice(0, -1));
  const value = nodeAt(text, path);
  if (container === undefined || value === undefined) return text;
  const children = container.children ?? [];
  const index = children.findIndex((child) => child === value || child.offset === partOffset(value));
  const child = children[index];
  return child === undefined ? text : removeChild(text, container, index, child);
}

/** The value a path leads to; undefined where it leads nowhere. */
export function valueIn(text: string, path: readonly Step[]): unknown {
  const node = nodeAt(text, path);
  return node === undefined ? undefined : plain(node);
}

/** The library makes objects without a prototype, which equal no others. */
function plain(node: Node): unknown {
  return JSON.parse(JSON.stringify(jsonc().getNodeValue(node)));
}

function nested(path: readonly Step[], value: unknown): unknown {
  return path.reduceRight<unknown>(
    (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
    value,
  );
}

function insertInto(text: string, container: Node, step: Step, value: unknown): string {
  const label = typeof step === 'string' ? `${JSON.stringify(step)}:` : '';
  const last = container.children?.at(-1);
  const from = last === undefined ? container.offset + 1 : endOf(last);
  const close = endOf(container) - 1;
  const around = between(text, from, close);
  const comma = around.find(({ kind }) => kind === 'comma');
  if (isOnOneLine(text, container)) {
    const written = `${label}${JSON.stringify(value)}`;
    if (last === undefined) return splice(text, from, from, written);
    return comma === undefined
      ? splice(text, from, from, `,${written}`)
      : splice(text, comma.end, comma.end, `${written},`);
  }
  const style = styleOf(text);
  const outer = indentAt(text, container.offset);
  const indent =
    last === undefined || !startsLine(text, last) ? outer + style.unit : indentAt(text, last.offset);
  const block = `${style.lineEnd}${indent}${label}${label === '' ? '' : ' '}${renderJson(value, style, indent)}`;
  // After what else stands in the line, so that a comment stays with what it is about.
  const place = Math.max(
    from,
    comma?.end ?? 0,
    ...around.filter(({ start }) => !/[\r\n]/.test(text.slice(from, start))).map(({ end }) => end),
  );
  const closing = /[\r\n]/.test(text.slice(place, close)) ? '' : style.lineEnd + outer;
  const rest = text.slice(place, close) + closing + text.slice(close);
  if (comma !== undefined) return `${text.slice(0, place)}${block},${rest}`;
  if (last === undefined) return text.slice(0, place) + block + rest;
  return `${text.slice(0, from)},${text.slice(from, place)}${block}${rest}`;
}

function removeChild(text: string, container: Node, index: number, child: Node): string {
  const children = container.children ?? [];
  const previous = children[index - 1];
  const next = children[index + 1];
  const opening = previous === undefined ? container.offset + 1 : endOf(previous);
  const before = between(text, opening, child.offset);
  const after = between(text, endOf(child), next?.offset ?? endOf(container) - 1);
  const start = Math.max(opening, ...before.map(({ end }) => end));
  const following = after.find(({ kind }) => kind === 'comma');
  if (following !== undefined) {
    // A comment between the value and its comma stays.
    return text.slice(0, start) + text.slice(endOf(child), following.start) + text.slice(following.end);
  }
  const rest = splice(text, start, endOf(child), '');
  const comma = before.find(({ kind }) => kind === 'comma');
  if (comma !== undefined) return splice(rest, comma.start, comma.end, '');
  if (previous !== undefined) return rest;
  const close = endOf(container) - 1 - (endOf(child) - start);
  const inner = rest.slice(container.offset + 1, close);
  return inner.trim() === '' ? splice(rest, container.offset + 1, close, '') : rest;
}

/** Minified texts, and containers whose parts stand beside each other, get more of the same. */
function isOnOneLine(text: string, container: Node): boolean {
  const last = container.children?.at(-1);
  if (last !== undefined) return !/[\r\n]/.test(text.slice(container.offset, endOf(last)));
  return !/[\r\n]/.test(text.trim()) && text.trim().replaceAll(/[\s{}]/g, '') !== '';
}

function startsLine(text: string, node: Node): boolean {
  return /(?:^|[\r\n])[ \t]*$/.test(text.slice(0, node.offset));
}

/** Where the part of a container begins that a value belongs to: its name, in an object. */
function partOffset(value: Node): number {
  return value.parent?.type === 'property' ? value.parent.offset : value.offset;
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function splice(text: string, start: number, end: number, put: string): string {
  return text.slice(0, start) + put + text.slice(end);
}
