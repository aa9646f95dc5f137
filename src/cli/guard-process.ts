import { writeNote } from './terminal/output.js';

/** A fault nobody caught: one line on stderr and exit code 1. The store is safe: nothing is half written. */
export function guardProcess(): void {
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
  // Whoever read our stderr went away: nothing to tell anybody any more.
  process.stderr.on('error', () => undefined);
}

function end(thrown: unknown): void {
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  const [first = '', place = ''] = text.split('\n').map((line) => line.trim());
  writeNote(`memorygraph: ended by a fault of its own: ${first} ${place} (internal)`);
  process.exit(1);
}
