/** The time, injected so that tests can set it. */
export interface Clock {
  /** Now, UTC, ISO-8601 with milliseconds. */
  now(): string;
}
