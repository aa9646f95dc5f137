import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/verify/**', 'node_modules/**'],
    testTimeout: 30_000,
    pool: 'forks',
  },
});
