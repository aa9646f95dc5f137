/** What is found of this program in a configuration file. */
export type Found = 'nothing' | 'own' | 'foreign';

/** How one configuration file is changed: texts in, texts out. All throw `UnfitText` for a broken text. */
export interface TextEdit {
  /** What the text holds of this program. `foreign`: something of the same name that this program did not write. */
  find(text: string): Found;
  /**
   * The text with what this program needs; a text that has it already comes back as it is.
   * @param foreignToo replaces what another program wrote under the same name.
   */
  add(text: string, foreignToo: boolean): string;
  /** The text without what this program wrote. */
  remove(text: string, foreignToo: boolean): string;
  /** The values that are not this program's, for comparison. */
  others(text: string): unknown;
  /** True where nothing is in the text but what this program put there: no value, no comment. */
  isBare(text: string): boolean;
}

const BOM = '\ufeff';

/** An edit that takes a byte order mark for what it is, and leaves it. */
export function keepingBom(edit: TextEdit): TextEdit {
  const inner = (text: string): string => (text.startsWith(BOM) ? text.slice(1) : text);
  const mark = (text: string): string => (text.startsWith(BOM) ? BOM : '');
  return {
    find: (text) => edit.find(inner(text)),
    add: (text, foreignToo) => mark(text) + edit.add(inner(text), foreignToo),
    remove: (text, foreignToo) => mark(text) + edit.remove(inner(text), foreignToo),
    others: (text) => edit.others(inner(text)),
    isBare: (text) => edit.isBare(inner(text)),
  };
}
