import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.spec.ts'],
    globalSetup: 'test/support/temporary.ts',
    testTimeout: 20_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
