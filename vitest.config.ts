import { defineConfig } from 'vitest/config';

/** Set by `npm run coverage`. */
const counting = process.env['NODE_V8_COVERAGE'] !== undefined;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/take-coverage.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // Left to Node, src is counted where it stands in the file, in the tests' processes as in all that they start.
    ...(counting && { server: { deps: { external: [/\/src\//] } } }),
  },
});
