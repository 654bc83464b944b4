import { defineConfig } from 'vitest/config';

import usual from './vitest.config.ts';

/** Leaves src to Node, which counts what runs where it stands in the file, in the tests' processes as in all they start. */
export default defineConfig({
  test: {
    ...usual.test,
    setupFiles: ['test/take-coverage.ts'],
    server: { deps: { external: [/\/src\//] } },
  },
});
