import { describe, expect, it } from 'vitest';
import { redacted } from '../../../src/observability/redact.js';

describe('redacted', () => {
  it('hides texts of memories and secrets at every depth', () => {
    const facts = {
      operation: 'store_memory',
      content: 'private',
      headers: { Authorization: 'Bearer private', accept: 'json' },
      list: [{ apiKey: 'private', query: 'private' }],
      MEMORY_JWT_SECRET: 'private',
      cause: new Error('why', { cause: { password: 'private' } }),
    };
    const text = JSON.stringify(redacted(facts));
    expect(text).not.toContain('private');
    expect(text).toContain('store_memory');
    expect(text).toContain('why');
  });

  it('bounds size and depth', () => {
    const circle: Record<string, unknown> = {
      big: 'x'.repeat(100_000),
      many: Array.from({ length: 1_000 }, () => 1),
    };
    circle.self = circle;
    expect(JSON.stringify(redacted(circle)).length).toBeLessThan(20_000);
  });
});
