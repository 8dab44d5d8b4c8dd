import { defineConfig } from 'vitest/config';

/** Tests that run in Node. Element tests run in browsers: web-test-runner.config.mjs. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'data', include: ['test/data/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'server', include: ['server/test/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 } },
      {
        test: {
          name: 'stories',
          include: ['test/stories/**/*.test.ts'],
          fileParallelism: false,
          // Each story has a page of its own while it is shown; two keep two processors busy.
          maxConcurrency: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'examples',
          include: ['test/examples/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'wordpress',
          include: ['test/wordpress/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // Browsers and servers are heavy: one file after the other.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
