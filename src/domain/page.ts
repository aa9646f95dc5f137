/** A place in a list ordered newest first: `at` descending, then `id` descending. */
export interface Position {
  readonly at: string;
  readonly id: string;
}
