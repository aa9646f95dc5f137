import { MemoryGraphError } from '../errors/memory-graph-error.js';

/** Several problems of the configuration as one error `configuration`; each begins with the setting it is about. */
export function configurationError(problems: readonly string[]): MemoryGraphError {
  const message =
    problems.length === 1
      ? `A setting is invalid: ${problems[0]}.`
      : `${problems.length} settings are invalid.${problems.map((problem) => `\n  - ${problem}`).join('')}`;
  return new MemoryGraphError('configuration', message, { details: { problems } });
}
