import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this machine that publishes keys, and can be made to answer in other ways. */
export interface KeyServer {
  readonly url: string;
  /** How often it was asked. */
  readonly asked: number;
  publish(keys: readonly object[]): void;
  /** Answers in this way from now on; null: with the keys. */
  answerWith(answer: ((response: ServerResponse) => void) | null): void;
  close(): Promise<void>;
}

export async function startKeyServer(): Promise<KeyServer> {
  let keys: readonly object[] = [];
  let otherAnswer: ((response: ServerResponse) => void) | null = null;
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    if (otherAnswer !== null) return otherAnswer(response);
    response.setHeader('content-type', 'application/jwk-set+json').end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/keys`,
    get asked() {
      return asked;
    },
    publish(published) {
      keys = published;
    },
    answerWith(answer) {
      otherAnswer = answer;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
