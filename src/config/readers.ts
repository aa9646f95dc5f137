/** Reads the text of a setting: the value, or what is wrong with the text. */
export type Reader<Value> = (text: string) => { readonly value: Value } | { readonly problem: string };

const TRUE = ['true', '1', 'yes', 'on'];
const FALSE = ['false', '0', 'no', 'off'];
const NUL = '\u0000';

/** One of these names, in any case. */
export function oneOf<const Name extends string>(names: readonly Name[]): Reader<Name> {
  return (text) => {
    const value = names.find((name) => name.toLowerCase() === text.trim().toLowerCase());
    return value === undefined ? { problem: `must be one of ${names.join(', ')}` } : { value };
  };
}

/** At least one of these names, commas between. */
export function listOf<const Name extends string>(names: readonly Name[]): Reader<readonly Name[]> {
  const problem = `must be a comma list of ${names.join(', ')}`;
  return (text) => {
    const parts = text
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part !== '');
    const value = names.filter((name) => parts.includes(name));
    return value.length === 0 || parts.some((part) => !names.some((name) => name === part))
      ? { problem }
      : { value };
  };
}

export const trueOrFalse: Reader<boolean> = (text) => {
  const word = text.trim().toLowerCase();
  if (TRUE.includes(word)) return { value: true };
  return FALSE.includes(word) ? { value: false } : { problem: 'must be true or false' };
};

export function wholeNumber(least: number, most: number): Reader<number> {
  return (text) => {
    const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
    return value >= least && value <= most
      ? { value }
      : { problem: `must be a whole number from ${least} to ${most}` };
  };
}

/** A name shown to people: NFC, trimmed. */
export function name(most: number): Reader<string> {
  return (text) => {
    const value = text.normalize('NFC').trim();
    if (value === '') return { problem: 'must not be empty' };
    if (value.length > most) return { problem: `must have at most ${most} characters` };
    return value.isWellFormed() && !value.includes(NUL) ? { value } : { problem: 'must be well-formed text' };
  };
}

export const filePath: Reader<string> = (text) => {
  if (text.trim() === '') return { problem: 'must name a file' };
  if (text.length > 4096) return { problem: 'is too long' };
  return text.includes(NUL) ? { problem: 'must not hold a NUL character' } : { value: text };
};

/** A setting that may be left empty: undefined then. */
export function optional<Value>(read: Reader<Value>): Reader<Value | undefined> {
  return (text) => (text.trim() === '' ? { value: undefined } : read(text));
}

/** A text without blanks around it that passes a test. */
export function checked(passes: (text: string) => boolean, problem: string): Reader<string> {
  return (text) => (passes(text.trim()) ? { value: text.trim() } : { problem });
}

/** Any of these, commas between, each once. */
export function itemsOf(read: Reader<string>): Reader<readonly string[]> {
  return (text) => {
    const values = new Set<string>();
    for (const part of text.split(',').filter((each) => each.trim() !== '')) {
      const item = read(part);
      if ('problem' in item) return item;
      values.add(item.value);
    }
    return { value: [...values] };
  };
}

/** `auto`, or what `read` takes. */
export function autoOr<Value>(read: Reader<Value>): Reader<Value | 'auto'> {
  return (text) => {
    if (text.trim().toLowerCase() === 'auto') return { value: 'auto' };
    const other = read(text);
    return 'value' in other ? other : { problem: `${other.problem}, or auto` };
  };
}

/** A text taken to the last letter and blank: a key is not the same without them. */
export function exactText(most: number): Reader<string> {
  return (text) => {
    if (text.length > most) return { problem: `must have at most ${most} characters` };
    return text.isWellFormed() && !text.includes(NUL)
      ? { value: text }
      : { problem: 'must be well-formed text' };
  };
}
