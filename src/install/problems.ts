import type { ErrorCode } from '../errors/codes.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';

/** A problem with one configuration file: the sentence names it for the person at the command line alone. */
export function fileProblem(code: ErrorCode, path: string, says: string, cause?: unknown): MemoryGraphError {
  return new MemoryGraphError(code, `The client's configuration file ${says}`, {
    operatorMessage: `${path} ${says}`,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** What an edit of a text finds wrong with it; whoever knows the path makes a `MemoryGraphError` of it. */
export class UnfitText extends Error {
  override readonly name = 'UnfitText';
  readonly code: ErrorCode;

  /** @param says goes on after the name of the file: "is not JSON (line 3). ..." */
  constructor(code: ErrorCode, says: string) {
    super(says);
    this.code = code;
  }
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length;
}
