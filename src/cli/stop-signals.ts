export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Exit codes of a process that a second signal ends at once. */
const AT_ONCE: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };

/**
 * Calls `stop` for the first SIGINT or SIGTERM; the second one ends the process at once.
 * @returns a function that stops listening.
 */
export function onStopSignal(stop: (signal: StopSignal) => void): () => void {
  let asked = false;
  const listen = (signal: StopSignal): void => {
    if (asked) process.exit(AT_ONCE[signal]);
    asked = true;
    stop(signal);
  };
  process.on('SIGINT', listen).on('SIGTERM', listen);
  return () => {
    process.off('SIGINT', listen).off('SIGTERM', listen);
  };
}
