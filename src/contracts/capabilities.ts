/** How a backend does a thing: itself, through code of `src/`, or not at all. */
type Support = 'native' | 'emulated' | 'none';

/** What a database can do, as data; nothing anywhere asks for a backend by name. */
export interface Capabilities {
  readonly fullText: Support;
  readonly vector: Support;
  readonly traversal: Support;
  readonly transactions: Support;
}
