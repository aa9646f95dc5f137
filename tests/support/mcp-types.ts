import type { JsonObject } from './json.js';

export interface ServerCommand {
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** One answered request: the parsed message, its text as it came, and the time from sending to reading. */
export interface Reply {
  readonly message: JsonObject;
  readonly line: string;
  readonly milliseconds: number;
}

/** A tool's answer. `error` is set for an `isError` result. */
export interface ToolAnswer {
  readonly data: JsonObject;
  readonly text: string;
  readonly error: string | null;
  readonly milliseconds: number;
}
