import { jsonc, type Node, type ParseError } from './jsonc.js';
import { lineAt, UnfitText } from './problems.js';

/** A step into a document: a member's name, or an element's place. */
export type Step = string | number;

const ADVICE = 'Mend or remove it, then run this again; nothing was written.';

/**
 * The tree of a JSON text, comments and trailing commas allowed as clients allow them.
 * Throws `UnfitText` (`invalid_file`) where the text is no object, with the line.
 */
export function objectTree(text: string): Node {
  const errors: ParseError[] = [];
  const root = jsonc().parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const [first] = errors;
  if (first !== undefined) {
    const what = jsonc()
      .printParseErrorCode(first.error)
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase();
    throw new UnfitText(
      'invalid_file',
      `is not JSON: line ${lineAt(text, first.offset)}, ${what}. ${ADVICE}`,
    );
  }
  if (root?.type !== 'object') throw new UnfitText('invalid_file', `does not hold a JSON object. ${ADVICE}`);
  return root;
}

/** What a step leads to. Throws `UnfitText` where it is ambiguous, or leads into something that has no parts. */
export function childAt(text: string, node: Node, step: Step): Node | undefined {
  const wanted = typeof step === 'string' ? 'object' : 'array';
  if (node.type !== wanted)
    throw new UnfitText(
      'invalid_file',
      `holds no ${wanted} where one is needed: line ${lineAt(text, node.offset)}. ${ADVICE}`,
    );
  if (typeof step === 'number') return node.children?.[step];
  const found = (node.children ?? []).filter(({ children }) => children?.[0]?.value === step);
  if (found.length > 1) {
    const line = lineAt(text, found[1]?.offset ?? 0);
    throw new UnfitText('invalid_file', `has ${JSON.stringify(step)} twice: line ${line}. ${ADVICE}`);
  }
  return found[0]?.children?.[1];
}

/** The node at the end of a path; undefined where the path breaks off. */
export function nodeAt(text: string, path: readonly Step[]): Node | undefined {
  let node: Node | undefined = objectTree(text);
  for (const step of path) {
    if (node === undefined) return undefined;
    node = childAt(text, node, step);
  }
  return node;
}

/** Something between two values: a comma, a comment; blanks and line ends are left out. */
interface Between {
  readonly kind: 'comma' | 'comment';
  readonly start: number;
  readonly end: number;
}

/** The commas and comments of a part of the text that holds no values. */
export function between(text: string, start: number, end: number): Between[] {
  const scanner = jsonc().createScanner(text, false);
  scanner.setPosition(start);
  const found: Between[] = [];
  scanner.scan();
  for (let at = start; at < end; scanner.scan()) {
    at = scanner.getTokenOffset();
    const first = text.charAt(at);
    const span = { start: at, end: at + scanner.getTokenLength() };
    if (at < end && first === ',') found.push({ kind: 'comma', ...span });
    if (at < end && first === '/') found.push({ kind: 'comment', ...span });
  }
  return found;
}
