/** Which sorts of signs a value has. */
export interface Signs {
  readonly lower: boolean;
  readonly upper: boolean;
  readonly digit: boolean;
  /** Anything but letters, digits and what joins words (`-`, `_`, `.`, `/`, `:`, `'`). */
  readonly symbol: boolean;
}

export function signsOf(value: string): Signs {
  return {
    lower: /[a-z]/.test(value),
    upper: /[A-Z]/.test(value),
    digit: /\d/.test(value),
    symbol: /[^\w\s.\-/:']/.test(value),
  };
}

/** How many different signs a value has. */
export function distinctSigns(value: string): number {
  return new Set(value).size;
}
