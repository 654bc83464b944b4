import { enableCompileCache, getCompileCacheDir } from 'node:module';

import { defineConfig } from 'vitest/config';

/** Set by `npm run coverage`. */
const counting = process.env['NODE_V8_COVERAGE'] !== undefined;

// Every file's process compiles the same libraries: once is enough.
enableCompileCache();
process.env['NODE_COMPILE_CACHE'] ??= getCompileCacheDir();

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/take-coverage.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // More than the two cores of a small machine: speech is played in real time, and a test that listens only waits.
    maxWorkers: 5,
    // Left to Node, src is counted where it stands in the file, in the tests' processes as in all that they start.
    ...(counting && { server: { deps: { external: [/\/src\//] } } }),
  },
});
