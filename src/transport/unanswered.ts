import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/server';
import { asRequestId } from './request-id.js';

/** Requests that came in and have not been answered. */
export interface Unanswered {
  readonly received: (message: JSONRPCMessage) => void;
  readonly sent: (message: JSONRPCMessage) => void;
  /** Resolves when all are answered or called off, or after `timeoutMs`. */
  readonly settled: (timeoutMs: number) => Promise<void>;
}

/** Keeps count of them, so that the end of the input need not cut off an answer. */
export function createUnanswered(): Unanswered {
  const open = new Map<RequestId, number>();
  const waiting = new Set<() => void>();

  function settle(id: RequestId): void {
    const count = open.get(id);
    if (count === undefined) return;
    if (count > 1) open.set(id, count - 1);
    else open.delete(id);
    if (open.size === 0) for (const tell of waiting) tell();
  }

  return {
    received(message) {
      if (!('method' in message)) return;
      if ('id' in message) {
        // A subscription stays open by design and has no answer to wait for.
        if (message.method !== 'subscriptions/listen') open.set(message.id, (open.get(message.id) ?? 0) + 1);
      } else if (message.method === 'notifications/cancelled') {
        const id = asRequestId(message.params?.requestId);
        if (id !== null) settle(id);
      }
    },
    sent(message) {
      if (!('method' in message) && message.id !== undefined) settle(message.id);
    },
    async settled(timeoutMs) {
      if (open.size === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, timeoutMs);
        function done(): void {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        }
        waiting.add(done);
      });
    },
  };
}
