/** Makes ids of new records (UUIDv7: in order of time), injected so that tests can repeat them. */
export interface IdGenerator {
  next(): string;
}
