import { defineConfig } from 'vitest/config';

// Whatever needs no browser: the data layer under Node.
export default defineConfig({
  test: { include: ['test/data/**/*.test.ts'], environment: 'node' },
});
