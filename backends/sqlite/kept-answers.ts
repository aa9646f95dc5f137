import type { Connection } from './connection.js';

const MOST_KEPT = 1_000;

/**
 * Answers that hold until somebody commits something to the file, whichever process: to see that nobody did costs less
 * than to ask again. What an answer of `undefined` was asked for is asked again each time.
 */
export class KeptAnswers<Answer> {
  readonly #connection: Connection;
  readonly #kept = new Map<string, Answer>();
  #others: unknown;
  #own = -1;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The kept answer where it still holds; undefined where it has to be asked for. Throws nothing. */
  known(key: string): Answer | undefined {
    try {
      this.#look();
    } catch {
      return undefined;
    }
    return this.#kept.get(key);
  }

  get(key: string, ask: () => Answer): Answer {
    // Looked before asking: what is committed in between makes the next one ask again.
    this.#look();
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    if (answer !== undefined) this.#kept.set(key, answer);
    return answer;
  }

  /** Forgets everything where something was committed since. */
  #look(): void {
    const { othersCommits, ownCommits } = this.#connection;
    if (othersCommits !== this.#others || ownCommits !== this.#own || this.#kept.size >= MOST_KEPT)
      this.#kept.clear();
    this.#others = othersCommits;
    this.#own = ownCommits;
  }
}
